using FluentAssertions;
using Xunit;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class A_tracker_runs_flat(RunningShipments running)
{
    [Fact]
    public async Task It_is_raised_graver_when_nearly_empty_and_over_when_another_tag_takes_its_place()
    {
        var story = await A_story.Begins(running);
        await running.Bus.Say(Messages.Low(story.Units[0], 17, story.At(1), 20));
        var item = await story.Has(V1.WorkItemKind.LowBattery);
        (item.Severity, item.SuggestedActionCode, item.Parameters["percent"]).Should().Be((V1.Severity.Info, "charge-tag", "17"));
        (item.DueBy - item.RaisedAt).ToTimeSpan().Should().Be(TimeSpan.FromHours(24));

        await running.Bus.Say(Messages.Low(story.Units[0], 8, story.At(1), 22));
        (await story.Has(V1.WorkItemKind.LowBattery, which: i => i.Count == 2)).Severity.Should().Be(V1.Severity.Warning);

        await running.Bus.Say(Messages.Off(story.Units[0], story.At(2)));
        await story.Has(V1.WorkItemKind.LowBattery, V1.WorkItemState.Resolved);
        (await story.History()).Should().ContainInOrder("battery-fell-low", "battery-fell-low", "tag-detached");
    }
}
