using FluentAssertions;
using Logistics.Contracts.Shipments;
using Xunit;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Partial_delivery(RunningShipments running)
{
    [Fact]
    public async Task What_is_outstanding_keeps_the_shipment_open_until_it_is_delivered_too()
    {
        var story = await A_story.Begins(running);
        await story.Reported("ruhr", V1.MilestoneKind.Arrived, "DESIE", 10);
        await story.Reported("ruhr", V1.MilestoneKind.Delivered, "DESIE", 20, story.Units[0]);
        var partly = await story.Now();
        partly.State.Should().Be(V1.ShipmentState.PartiallyDelivered);
        partly.UnitStatuses.Select(u => u.Delivered).Should().Equal(true, false);
        (await story.Has(V1.WorkItemKind.PartialDelivery)).Parameters["handling_units"].Should().Be(story.Units[1]);
        running.Bus.Heard<ShipmentClosed>(m => m.ShipmentId == story.Id).Should().BeEmpty();

        await story.Reported("ruhr", V1.MilestoneKind.Delivered, "DESIE", 30, story.Units[1]);
        (await story.Now()).State.Should().Be(V1.ShipmentState.Delivered);
        await story.Has(V1.WorkItemKind.PartialDelivery, V1.WorkItemState.Resolved);
        (await running.Bus.Hears<ShipmentClosed>(m => m.ShipmentId == story.Id)).At.Instant.Should().BeGreaterThan(story.At(29));
    }
}
