using FluentAssertions;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Temperature_excursion(RunningShipments running)
{
    [Fact]
    public async Task A_warm_pallet_is_raised_worked_on_and_resolved_when_it_is_cold_again()
    {
        var story = await A_story.Begins(running);
        await running.Bus.Say(Messages.Warm(story.Id, story.Units[0], story.At(5)));
        var item = await story.Has(V1.WorkItemKind.Excursion);
        item.Cause.Should().Contain("11.5 °C").And.Contain("2 to 8 °C").And.NotContain("CEL");
        item.Parameters.Should().Contain("unit", "CEL").And.Contain("peak", "11.5").And.Contain("handling_units", story.Units[0]);
        (item.DueBy - item.RaisedAt).ToTimeSpan().Should().Be(TimeSpan.FromHours(2));

        var assign = new V1.AssignWorkItemRequest { IdempotencyKey = $"to-{item.Id}", WorkItemId = item.Id, Assignee = "p-bob", ExpectedVersion = item.Version };
        var assigned = await running.WorkItems.AssignWorkItemAsync(assign, As("dispatcher"));
        await story.Acknowledges(item);
        var note = new V1.NoteWorkItemRequest { IdempotencyKey = $"note-{item.Id}", WorkItemId = item.Id, Text = "The driver has restarted the cooler." };
        (await running.WorkItems.NoteWorkItemAsync(note, As("dispatcher"))).Notes.Should().ContainSingle().Which.By.Should().Be("p-ada");
        (await running.WorkItems.AssignWorkItemAsync(assign, As("dispatcher"))).Should().Be(assigned, "a repetition is answered what was answered first");
        (assigned.Owner, assigned.State).Should().Be(("p-bob", V1.WorkItemState.New));

        await running.Bus.Say(Messages.Warmer(story.Id, story.Units[0], story.At(4)));
        var warmer = await story.Has(V1.WorkItemKind.Excursion, V1.WorkItemState.Acknowledged, i => i.Cause.Contains("13.5 °C"));
        (warmer.Count, warmer.DueBy, warmer.Parameters["peak"]).Should().Be((1, item.DueBy, "13.5"), "late reads that amend it raise nothing");

        await running.Bus.Say(Messages.Cooled(story.Id, story.Units[0], story.At(5)));
        (await story.Has(V1.WorkItemKind.Excursion, V1.WorkItemState.Resolved)).Should().Match<V1.WorkItem>(i => i.Owner == "p-ada" && i.Notes.Count == 1);
        (await story.History()).Should().ContainInOrder("excursion-started", "excursion-ended");
    }
}
