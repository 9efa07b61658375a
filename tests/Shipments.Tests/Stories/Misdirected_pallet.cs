using FluentAssertions;
using Xunit;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Misdirected_pallet(RunningShipments running)
{
    [Fact]
    public async Task A_read_finds_it_where_it_should_not_be_and_another_that_it_is_on_its_way_again()
    {
        var story = await A_story.Begins(running);
        await story.Reported("sauerland", V1.MilestoneKind.Departed, "DEDTM", 1);
        await story.Arrives(story.Units[1], "DEHAM", 10);
        var item = await story.Has(V1.WorkItemKind.Misdirected);
        (item.HubId, item.Parameters["handling_units"], item.Parameters["hub"]).Should().Be(("DEHAM", story.Units[1], "DEHAM"));
        item.Links.Should().Contain(new V1.CauseLink { Kind = "handling-unit", Id = story.Units[1] });

        // The other pallet goes its way: that does not put this one right.
        await story.Arrives(story.Units[0], "DEHAG", 11);
        var astray = await story.Becomes(s => s.LastHubId == "DEHAG", "in Hagen with one pallet");
        astray.Misdirected.Should().BeTrue();
        astray.UnitStatuses.Select(u => (u.LastHubId, u.Misdirected)).Should().Equal(("DEHAG", false), ("DEHAM", true));

        await story.Arrives(story.Units[1], "DEHAG", 20);
        (await story.Becomes(s => !s.Misdirected, "together again")).UnitStatuses.Should().OnlyContain(u => u.LastHubId == "DEHAG");
        (await story.Has(V1.WorkItemKind.Misdirected, V1.WorkItemState.Resolved)).Count.Should().Be(1);
    }
}
