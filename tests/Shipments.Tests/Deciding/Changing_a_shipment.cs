using FluentAssertions;
using Logistics.EventStore;
using Logistics.Shipments.Publishing;
using Logistics.Shipments.Shipments;
using Logistics.Specs;
using Xunit;
using Contract = Logistics.Contracts.Shipments;

namespace Logistics.Shipments.Tests;

public sealed class Changing_a_shipment
{
    private static readonly AmendShipment Nothing = new(null, null, null, null, null, null, null, null);
    private static readonly Appointment Later = new(new(2026, 11, 20, 21, 0), "Europe/Berlin");
    private static readonly ShipmentHeld Held = new(HoldKind.Customs, "Papers are missing.", Known.Shipper, Known.Now);
    private static readonly ShipmentReleased Released = new(HoldKind.Customs, Known.Shipper, Known.Now);
    private static readonly ShipmentDelivered Delivered = new(Known.Local(Known.At(16)));

    [Fact]
    public void What_is_named_is_amended_and_the_rest_stays()
    {
        var route = Known.Route with { ArriveBy = Later };
        var s = Given(Known.Booked).When(s => Amend(s, Nothing with { Reference = "PO 4712", ArriveBy = Later }))
            .Then(new ShipmentAmended("PO 4712", null, null, route, null, Known.Shipper, Known.Now));
        (s.Reference, s.GoodsDescription, s.Due()).Should().Be(("PO 4712", "Chilled goods", Known.At(20)));
    }

    [Fact]
    public void References_and_temperature_are_replaced()
    {
        Reference[] references = [new(ReferenceKind.DeliveryNote, "DN 1")];
        Given(Known.Booked).When(s => Amend(s, Nothing with { References = references, Temperature = new(0, 4, 5) }))
            .Then(new ShipmentAmended(null, references, null, null, new(0, 4, 5), Known.Shipper, Known.Now)).References.Should().Equal(references);
    }

    [Fact]
    public void Other_limits_are_told_with_the_instant_they_count_from()
    {
        var told = (Contract.ShipmentAmended)ShipmentPublisher.Message(new StoredEvent(
            9, Guid.Empty, "shipment-shp-1", 4, "shipment-amended.v1", new ShipmentAmended(null, null, null, null, new(0, 4, 5), Known.Shipper, Known.Now), Known.Now,
            new(null, null, null)))!;
        (told.AmendedAt, told.Temperature, told.HandlingUnits, told.Origin.Version).Should().Be((Known.Now, new Contract.TemperatureLimits(0, 4, 5), null, 4));
    }

    [Fact]
    public void Amending_again_or_to_what_it_is_records_nothing()
    {
        var amended = new ShipmentAmended("PO 4712", null, null, null, null, Known.Shipper, Known.Now);
        Given(Known.Booked, amended).When(s => Amend(s, Nothing with { Reference = "PO 4712" })).ThenNothing();
        Given(Known.Booked).When(s => Amend(s, Nothing with { ArriveBy = Known.Route.ArriveBy })).ThenNothing();
        Given(Known.Booked).When(s => Amend(s, Nothing)).ThenNothing();
    }

    [Fact]
    public void An_amendment_keeps_to_what_bookings_keep_to()
    {
        Given(Known.Booked).When(s => Amend(s, Nothing with { ArriveBy = Known.Route.ReadyAt })).ThenRefused("deadline-before-ready");
        Given(Known.Booked).When(s => Amend(s, Nothing with { DeliverFrom = Later })).ThenRefused("window-out-of-order");
        Given(Known.Booked).When(s => Amend(s, Nothing with { Temperature = new(8, 2, 0) })).ThenRefused("temperature-out-of-range");
    }

    [Fact]
    public void It_is_held_once_per_kind()
    {
        Given(Known.Booked).When(s => Hold(s, Known.Shipper)).Then(Held).Holds.Should().Equal(Held);
        Given(Known.Booked, Held).When(s => Hold(s, Known.Hub)).ThenNothing();
    }

    [Fact]
    public void Who_held_it_and_the_hub_release_it()
    {
        Given(Known.Booked, Held).When(s => Release(s, Known.Shipper)).Then(Released).Holds.Should().BeEmpty();
        Given(Known.Booked, Held).When(s => Release(s, Known.Hub)).Then(Released with { By = Known.Hub });
        Given(Known.Booked, Held with { By = Known.Hub }).When(s => Release(s, Known.Shipper)).ThenRefused("held-by-another");
    }

    [Fact]
    public void Releasing_again_records_nothing() => Given(Known.Booked, Held, Released).When(s => Release(s, Known.Shipper)).ThenNothing();

    [Fact]
    public void A_closed_one_is_neither_amended_nor_held()
    {
        Given(Known.Booked, Delivered).When(s => Amend(s, Nothing with { Reference = "x" })).ThenRefused("shipment-closed");
        Given(Known.Booked, Delivered).When(s => Hold(s, Known.Shipper)).ThenRefused("shipment-closed");
        Given(Known.Booked, Delivered).When(s => Release(s, Known.Shipper)).ThenNothing();
    }

    [Fact]
    public void A_carrier_that_only_carries_decides_nothing()
    {
        Given(Known.Booked, Known.Assigned).When(s => AmendmentDecider.Amend(s, Nothing, Known.Carrier, Known.Now)).ThenRefused("not-yours-to-change");
        Given(Known.Booked, Known.Assigned).When(s => Hold(s, Known.Carrier)).ThenRefused("not-yours-to-change");
        Given(Known.Booked, Known.Assigned, Held).When(s => Release(s, Known.Carrier)).ThenRefused("not-yours-to-change");
    }

    [Fact]
    public void A_strangers_command_finds_nothing()
    {
        Given(Known.Booked).When(s => AmendmentDecider.Amend(s, Nothing, "org-stranger", Known.Now)).ThenRefused("shipment-not-found");
        Given(Known.Booked).When(s => Hold(s, "org-stranger")).ThenRefused("shipment-not-found");
        Given(Known.Booked).When(s => Release(s, "org-stranger")).ThenRefused("shipment-not-found");
    }

    private static Given<Shipment> Given(params object[] events) => new(Shipment.Stream, events);

    private static Decision Amend(Shipment s, AmendShipment c) => AmendmentDecider.Amend(s, c, Known.Shipper, Known.Now);

    private static Decision Hold(Shipment s, string by) => LifeCycleDecider.Hold(s, HoldKind.Customs, "Papers are missing.", by, Known.Now);

    private static Decision Release(Shipment s, string by) => LifeCycleDecider.Release(s, HoldKind.Customs, by, Known.Now);
}
