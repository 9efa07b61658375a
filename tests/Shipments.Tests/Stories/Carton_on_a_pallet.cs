using FluentAssertions;
using Xunit;

namespace Logistics.Shipments.Tests;

/// <summary>A carton without a tag of its own goes along with the pallet that is read.</summary>
[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Carton_on_a_pallet(RunningShipments running)
{
    [Fact]
    public async Task One_read_moves_both_until_the_carton_turns_out_not_to_be_on_it()
    {
        var story = await A_story.Begins(running);
        var (pallet, carton, read) = (story.Units[0], story.Units[1], $"{story.Id}/1");
        await running.Bus.Say(Messages.Arrived(carton, "DEHAG", story.At(10), read) with { ContainerId = pallet });
        await running.Bus.Say(Messages.Arrived(pallet, "DEHAG", story.At(10), read));
        var both = await story.Becomes(s => s.UnitStatuses.All(u => u.LastHubId == "DEHAG"), "in Hagen, both of them");
        both.Milestones.Single(m => m is { HubId: "DEHAG", Kind: V1.MilestoneKind.Arrived }).Evidence
            .Select(e => (e.Id, e.HandlingUnitIds.Single())).Should().BeEquivalentTo([(read, pallet), (read, carton)]);

        await running.Bus.Say(Messages.Withdrawn(carton, "DEHAG", Messages.Stay(story.At(10), null, read)) with { ContainerId = pallet });
        var one = await story.Becomes(s => s.UnitStatuses.Any(u => u.LastHubId != "DEHAG"), "in Hagen, the pallet alone");
        one.UnitStatuses.Select(u => u.LastHubId).Should().Equal("DEHAG", "");
        one.Milestones.Single(m => m is { HubId: "DEHAG", Kind: V1.MilestoneKind.Arrived }).Actual.Should().NotBeNull("the pallet is there");
    }
}
