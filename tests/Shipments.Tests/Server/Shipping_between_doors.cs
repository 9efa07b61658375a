using FluentAssertions;
using Logistics.Contracts.Shipments;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Shipping_between_doors(RunningShipments running)
{
    private static readonly V1.Door Works = A_booking.Door();
    private static readonly V1.Door Shop = A_booking.Door(latitude: 50.9, name: "Laden");

    [Fact]
    public async Task Is_told_ordered_collected_handed_over_and_delivered_at_the_doors()
    {
        var id = await Booked();
        (await running.Bus.Hears<ShipmentBooked>(m => m.ShipmentId == id)).CollectAt!.Name.Should().Be("Werk Nord");

        await running.Bus.Say(Messages.PlanBetweenDoors(id));
        var planned = await Becomes(id, s => s.Legs.Count == 2);
        (planned.Route.OriginHubId, planned.Route.CollectAt, planned.Legs[1].ToDoor).Should().Be(("door:from", Works, Shop));
        var order = (await running.Orders.ListTransportOrdersAsync(new(), As("sauerland"))).Orders.Single(o => o.ShipmentId == id);
        (order.Leg.FromDoor, order.Leg.Road.Kilometres).Should().Be((Works, 6.9));
        order.Leg.ToDoor.Should().BeNull();

        await running.Shipments.ReportStatusAsync(A_report.Of(id, V1.MilestoneKind.Collected, "door:from"), As("sauerland"));
        (await running.Bus.Hears<ActualRecorded>(m => m.ShipmentId == id)).Should().Match<ActualRecorded>(a => a.Kind == "collected" && a.HubId == "door:from" && a.LegIndex == 0);
        var handover = await running.Handovers.ConfirmHandoverAsync(
            new()
            {
                IdempotencyKey = id,
                ShipmentId = id,
                HubId = "door:from",
                FromOrganisation = Known.Shipper,
                ToOrganisation = Known.Carrier,
                Side = V1.HandoverSide.Receiving,
                EventTime = A_report.Of(id, V1.MilestoneKind.Collected, "door:from").EventTime,
            },
            As("sauerland"));
        handover.HubId.Should().Be("door:from");
        await running.Shipments.ReportStatusAsync(A_report.Of(id, V1.MilestoneKind.Delivered, "door:to"), As("ruhr"));
        (await Becomes(id, s => s.State == V1.ShipmentState.Delivered)).LastHubId.Should().Be("door:to");
    }

    [Fact]
    public async Task A_door_is_moved_and_a_hub_takes_its_place()
    {
        var id = await Booked();
        await running.Shipments.AmendShipmentAsync(new() { IdempotencyKey = "door", ShipmentId = id, DeliverAt = A_booking.Door(latitude: 50.95) }, As("shipper"));
        (await running.Bus.Hears<ShipmentAmended>(m => m.ShipmentId == id)).DeliverAt!.Latitude.Should().Be(50.95);

        await running.Shipments.AmendShipmentAsync(new() { IdempotencyKey = "hub", ShipmentId = id, DestinationHubId = "DESIE" }, As("shipper"));

        var amended = await running.Bus.Hears<ShipmentAmended>(m => m.ShipmentId == id && m.DestinationHubId == "DESIE");
        (amended.OriginHubId, amended.DeliverAt).Should().Be(("door:from", null));
    }

    private async Task<string> Booked()
    {
        var request = A_booking.Good();
        request.Route = A_booking.BetweenDoors(Works, Shop);
        return (await running.Shipments.BookShipmentAsync(request, As("shipper"))).ShipmentId;
    }

    private Task<V1.Shipment> Becomes(string id, Func<V1.Shipment, bool> condition) => Specs.Eventually.Some(
        async () => await running.Shipments.GetShipmentAsync(new() { ShipmentId = id }, As("dispatcher")) is { } s && condition(s) ? s : null, "shipment so far");
}
