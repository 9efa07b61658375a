using FluentAssertions;
using Grpc.Core;
using Logistics.Contracts.Shipments;
using Logistics.Types.V1;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Changing_by_grpc(RunningShipments running)
{
    [Fact]
    public async Task Special_goods_are_told_as_they_were_booked()
    {
        var request = A_booking.Good();
        request.HandlingUnits[0].Dimensions = new() { LengthCm = 120, WidthCm = 80, HeightCm = 145 };
        request.HandlingUnits[0].DangerousGoods.Add(new V1.DangerousGoods
        {
            UnNumber = "UN1203",
            HazardClass = "3",
            PackingGroup = V1.PackingGroup.Ii,
            ProperShippingName = "PETROL",
        });
        request.Route.CollectBy = new LocalTime { Local = "2026-11-20T12:00:00", Zone = "Europe/Berlin" };
        request.References.Add(new V1.ShipmentReference { Kind = V1.ReferenceKind.DeliveryNote, Value = "DN 1" });
        var booked = await running.Shipments.BookShipmentAsync(request, As("shipper"));
        var shipment = await Get(booked.ShipmentId, booked.Position);
        shipment.HandlingUnits.Should().Equal(request.HandlingUnits);
        (shipment.Route, shipment.References.Single()).Should().Be((request.Route, request.References[0]));
        (await running.Bus.Hears<ShipmentBooked>(m => m.ShipmentId == booked.ShipmentId)).HandlingUnits[0].HazardClasses.Should().Equal("3");
    }

    [Fact]
    public async Task An_amendment_is_shown_told_and_answered_the_same_again()
    {
        var id = (await A_planned_shipment.Booked(running)).Id;
        var amend = new V1.AmendShipmentRequest
        {
            IdempotencyKey = $"a-{id}",
            ShipmentId = id,
            ExpectedVersion = 1,
            GoodsDescription = "Nails",
            ArriveBy = new() { Local = "2026-11-20T21:00:00", Zone = "Europe/Berlin" },
        };
        var first = await running.Shipments.AmendShipmentAsync(amend, As("shipper"));
        (await running.Shipments.AmendShipmentAsync(amend, As("shipper"))).Should().Be(first);
        (await Get(id, first.Position)).Should().Match<V1.Shipment>(s => s.GoodsDescription == "Nails" && s.Version == 2);
        (await running.Bus.Hears<ShipmentAmended>(m => m.ShipmentId == id)).ArriveBy.Should().Be(Known.At(20));

        amend.IdempotencyKey = $"b-{id}";
        await Refused.With(StatusCode.Aborted, "stale-version", async () => await running.Shipments.AmendShipmentAsync(amend, As("shipper")));
        await Refused.With(StatusCode.NotFound, "shipment-not-found", async () => await running.Shipments.AmendShipmentAsync(amend, As("stranger")));
    }

    [Fact]
    public async Task A_hold_is_shown_until_it_is_released_each_twice()
    {
        var id = (await A_planned_shipment.Booked(running)).Id;
        var hold = new V1.HoldShipmentRequest { IdempotencyKey = $"h-{id}", ShipmentId = id, Kind = V1.HoldKind.Quality, Reason = "Inspect it." };
        var held = await running.Shipments.HoldShipmentAsync(hold, As("dispatcher"));
        (await running.Shipments.HoldShipmentAsync(hold, As("dispatcher"))).Should().Be(held);
        (await Get(id, held.Position)).Holds.Should().ContainSingle().Which.Should().Match<V1.Hold>(h => h.HeldBy == Known.Hub && h.Reason == "Inspect it.");

        var release = new V1.ReleaseShipmentRequest { IdempotencyKey = $"r-{id}", ShipmentId = id, Kind = V1.HoldKind.Quality };
        await Refused.With(StatusCode.PermissionDenied, "held-by-another", async () => await running.Shipments.ReleaseShipmentAsync(release, As("shipper")));
        var released = await running.Shipments.ReleaseShipmentAsync(release, As("dispatcher"));
        (await running.Shipments.ReleaseShipmentAsync(release, As("dispatcher"))).Should().Be(released);
        (await Get(id, released.Position)).Holds.Should().BeEmpty();
        (await running.Bus.Hears<ShipmentHeld>(m => m.ShipmentId == id)).Kind.Should().Be("quality");
        (await running.Bus.Hears<ShipmentReleased>(m => m.ShipmentId == id)).Kind.Should().Be("quality");
    }

    [Fact]
    public async Task Cancelled_its_orders_are_withdrawn_and_its_units_free()
    {
        var shipment = await A_planned_shipment.Planned(running);
        var cancel = new V1.CancelShipmentRequest { IdempotencyKey = $"c-{shipment.Id}", ShipmentId = shipment.Id, Reason = "Sold elsewhere." };
        var first = await running.Shipments.CancelShipmentAsync(cancel, As("shipper"));
        (await running.Shipments.CancelShipmentAsync(cancel, As("shipper"))).Should().Be(first);
        (await running.Bus.Hears<ShipmentClosed>(m => m.ShipmentId == shipment.Id)).Outcome.Should().Be("cancelled");
        await shipment.Becomes(
            s => s.State == V1.ShipmentState.Cancelled && s.Legs.All(l => l.TransportOrderState == V1.TransportOrderState.Withdrawn), "cancelled");

        var again = A_booking.Good();
        again.HandlingUnits[0].Id = shipment.Unit;
        (await running.Shipments.BookShipmentAsync(again, As("shipper"))).ShipmentId.Should().NotBe(shipment.Id);
    }

    [Fact]
    public async Task Lost_goods_are_shown_lost_until_they_are_found()
    {
        var shipment = await A_planned_shipment.Planned(running);
        var lost = await running.Shipments.DeclareLostAsync(
            new() { IdempotencyKey = $"l-{shipment.Id}", ShipmentId = shipment.Id, Reason = "Not on the truck." }, As("sauerland"));
        (await Get(shipment.Id, lost.Position)).Should().Match<V1.Shipment>(s => s.State == V1.ShipmentState.Lost && s.UnitStatuses[0].Lost);
        var found = await running.Shipments.DeclareFoundAsync(new() { IdempotencyKey = $"f-{shipment.Id}", ShipmentId = shipment.Id }, As("ruhr"));
        (await Get(shipment.Id, found.Position)).State.Should().Be(V1.ShipmentState.Planned);
    }

    private async Task<V1.Shipment> Get(string id, long position)
        => await running.Shipments.GetShipmentAsync(new() { ShipmentId = id, MinPosition = position }, As("shipper"));
}
