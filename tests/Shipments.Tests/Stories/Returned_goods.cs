using FluentAssertions;
using Grpc.Core;
using Logistics.Contracts.Shipments;
using Logistics.Specs;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Returned_goods(RunningShipments running)
{
    [Fact]
    public async Task Refused_at_the_door_they_go_back_as_a_shipment_of_their_own()
    {
        var story = await A_story.Begins(running);
        await story.Reported("sauerland", V1.MilestoneKind.Departed, "DEDTM", 1);
        await story.Reported("ruhr", V1.MilestoneKind.Arrived, "DESIE", 10);
        var attempt = A_report.Of(story.Id, V1.MilestoneKind.DeliveryAttempted, "DESIE", story.At(20));
        attempt.Remark = "Refused at the door.";
        await story.Reported("ruhr", attempt);
        (await story.Has(V1.WorkItemKind.DeliveryFailed)).Cause.Should().Contain("Refused at the door.");

        var back = new V1.ReturnShipmentRequest
        {
            IdempotencyKey = $"back-{story.Id}",
            ShipmentId = story.Id,
            Reason = "Refused at the door.",
            ReadyAt = new() { Local = "2026-11-21T08:00:00", Zone = "Europe/Berlin" },
            ArriveBy = new() { Local = "2026-11-23T18:00:00", Zone = "Europe/Berlin" },
        };
        await Refused.With(StatusCode.PermissionDenied, "not-yours-to-change", async () => await running.Shipments.ReturnShipmentAsync(back, As("ruhr")));
        var returned = await running.Shipments.ReturnShipmentAsync(back, As("shipper"));
        (await running.Shipments.ReturnShipmentAsync(back, As("shipper"))).Should().Be(returned);
        back.IdempotencyKey = $"again-{story.Id}";
        (await running.Shipments.ReturnShipmentAsync(back, As("shipper"))).ReturnShipmentId.Should().Be(returned.ReturnShipmentId);

        (await running.Bus.Hears<ShipmentClosed>(m => m.ShipmentId == story.Id)).Outcome.Should().Be("returned");
        (await running.Bus.Hears<ShipmentBooked>(m => m.ShipmentId == returned.ReturnShipmentId)).Should().Match<ShipmentBooked>(
            m => m.OriginHubId == "DESIE" && m.DestinationHubId == "DEDTM" && m.HandlingUnits.Count == 2);
        (await story.Becomes(s => s.State == V1.ShipmentState.Returned, "returned")).ReturnedBy.Should().Be(returned.ReturnShipmentId);
        await story.Has(V1.WorkItemKind.DeliveryFailed, V1.WorkItemState.Resolved);

        // What is read of the pallets from now on belongs to the way back.
        await running.Bus.Say(Messages.Departed(story.Units[0], "DESIE", story.At(120), $"{story.Units[0]}/back"));
        var way = await Eventually.Some(
            async () => await running.Shipments.GetShipmentAsync(new() { ShipmentId = returned.ReturnShipmentId, MinPosition = returned.Position }, As("shipper"))
                is { State: V1.ShipmentState.InTransit } s ? s : null,
            "return under way");
        (way.ReturnOf, way.Parties.Single(p => p.OrganisationId == Known.Shipper).Role).Should().Be((story.Id, V1.PartyRole.Consignee));
        await running.Shipments.ReportStatusAsync(A_report.Of(way.Id, V1.MilestoneKind.Delivered, "DEDTM"), As("dispatcher"));
        (await running.Bus.Hears<ShipmentClosed>(m => m.ShipmentId == way.Id)).Outcome.Should().Be("delivered");
    }
}
