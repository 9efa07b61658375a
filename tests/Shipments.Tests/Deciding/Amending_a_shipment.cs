using FluentAssertions;
using Logistics.EventStore;
using Logistics.Shipments.Shipments;
using Logistics.Specs;
using Xunit;

namespace Logistics.Shipments.Tests;

/// <summary>What it consists of, who has to do with it and where it goes; the simpler changes are in <see cref="Changing_a_shipment"/>.</summary>
public sealed class Amending_a_shipment
{
    private static readonly AmendShipment Nothing = new(null, null, null, null, null, null, null, null);
    private static readonly ShipmentAmended Amended = new(null, null, null, null, null, Known.Shipper, Known.Now);
    private static readonly ShippedUnit First = Known.Booking.HandlingUnits[0];
    private static readonly ShippedUnit Second = Known.Booking.HandlingUnits[1];
    private static readonly ShippedUnit Third = new(Known.Sscc(3), "PX", 90, null);
    private static readonly ShippedUnit Heavier = First with { GrossWeightKg = 400, Dimensions = new(120, 80, 145), DangerousGoods = [new("UN1203", "3", PackingGroup.II, "PETROL")] };
    private static readonly ActualRecorded Departed = Known.Actual(MilestoneKind.Departed, "DEDTM", 0, Known.Report(Known.At(11), "r-1", Known.Unit));
    private static readonly ActualRecorded Arrived = Known.Actual(MilestoneKind.Arrived, "DESIE", 1, Known.Report(Known.At(15), "r-2", Known.Unit));
    private static readonly Party Consignor = new(PartyRole.Consignor, Known.Shipper, null);
    private static readonly Party Notify = new(PartyRole.NotifyParty, "org-notified", null);
    private static readonly Party Forwarder = new(PartyRole.FreightForwarder, Known.Hub, null);

    [Fact]
    public void Units_are_added_changed_and_removed_each_once()
    {
        var c = Nothing with { Put = [Heavier, Third], Remove = [Second.Id] };
        var changed = Amended with { HandlingUnits = [Heavier, Third] };
        var s = Given(Known.Booked, Known.Assigned).When(s => Amend(s, c)).Then(changed);
        s.HandlingUnits.Select(u => (u.Id, u.GrossWeightKg)).Should().Equal((First.Id, 400), (Third.Id, 90));
        Given(Known.Booked, Known.Assigned, changed).When(s => Amend(s, c)).ThenNothing();
    }

    [Fact]
    public void They_keep_to_what_bookings_keep_to()
    {
        Given(Known.Booked).When(s => Amend(s, Nothing with { Remove = [First.Id, Second.Id] })).ThenRefused("no-handling-units");
        Given(Known.Booked).When(s => Amend(s, Nothing with { Put = [Third with { Id = "123" }] })).ThenRefused("invalid-sscc");
        Given(Known.Booked).When(s => Amend(s, Nothing with { Put = [Third with { GrossWeightKg = 0 }] })).ThenRefused("weight-out-of-range");
        Given(Known.Booked).When(s => Amend(s, Nothing with { Put = [.. Enumerable.Range(3, 199).Select(n => Third with { Id = Known.Sscc(n) })] }))
            .ThenRefused("too-many-handling-units");
    }

    [Fact]
    public void Once_the_goods_have_moved_none_comes_or_goes_but_a_weight_is_put_right()
    {
        Given(Known.Booked, Known.Assigned, Departed).When(s => Amend(s, Nothing with { Put = [Third] })).ThenRefused("shipment-underway");
        Given(Known.Booked, Known.Assigned, Departed).When(s => Amend(s, Nothing with { Remove = [Second.Id] })).ThenRefused("shipment-underway");
        Given(Known.Booked, Known.Assigned, Departed).When(s => Amend(s, Nothing with { Put = [Heavier] })).Then(Amended with { HandlingUnits = [Heavier, Second] });
    }

    [Fact]
    public void It_goes_elsewhere_until_it_is_there_and_what_was_estimated_is_forgotten()
    {
        var route = Known.Route with { DestinationHubId = "DEOLP" };
        var s = Given(Known.Booked, Known.Assigned, Departed, Known.Estimate(Known.At(15)))
            .When(s => Amend(s, Nothing with { DestinationHubId = "DEOLP" })).Then(Amended with { Route = route });
        (s.Estimate, s.LateMinutes(), s.NextExpectedActivity()).Should().Be((null, 0, "planned"));
        Given(Known.Booked, Known.Assigned, Amended with { Route = route }).When(s => ShipmentDecider.ReviseEstimate(s, Known.Estimate(Known.At(15)))).ThenNothing();
        Given(Known.Booked, Known.Assigned, Departed, Arrived).When(s => Amend(s, Nothing with { DestinationHubId = "DEOLP" })).ThenRefused("shipment-at-destination");
        Given(Known.Booked).When(s => Amend(s, Nothing with { DestinationHubId = "DEDTM" })).ThenRefused("same-origin-and-destination");
    }

    [Fact]
    public void It_starts_elsewhere_until_it_has_moved()
    {
        Given(Known.Booked).When(s => Amend(s, Nothing with { OriginHubId = "DEHAM" })).Then(Amended with { Route = Known.Route with { OriginHubId = "DEHAM" } });
        Given(Known.Booked, Known.Assigned, Departed).When(s => Amend(s, Nothing with { OriginHubId = "DEHAM" })).ThenRefused("shipment-underway");
    }

    [Fact]
    public void Parties_are_replaced_and_the_hub_stays_one()
    {
        var c = Nothing with { Parties = [Consignor, Notify] };
        var changed = Amended with { Parties = [Consignor, Notify, Forwarder] };
        Given(Known.Booked).When(s => Amend(s, c)).Then(changed).PartyOrganisations().Should().Equal(Known.Hub, "org-notified", Known.Shipper);
        Given(Known.Booked, changed).When(s => Amend(s, c)).ThenNothing();
    }

    [Fact]
    public void Only_the_hub_changes_the_consignor()
    {
        var c = Nothing with { Parties = [Consignor with { Organisation = "org-other" }] };
        Given(Known.Booked).When(s => Amend(s, c)).ThenRefused("not-yours-to-change");
        Given(Known.Booked).When(s => AmendmentDecider.Amend(s, c, Known.Hub, Known.Now))
            .Then(Amended with { Parties = [c.Parties[0], Forwarder], By = Known.Hub }).VisibleTo(Known.Shipper).Should().BeFalse();
    }

    [Fact]
    public void Who_does_not_direct_it_and_who_comes_too_late_amends_nothing()
    {
        Given(Known.Booked, Known.Assigned).When(s => AmendmentDecider.Amend(s, Nothing with { Put = [Third] }, Known.Carrier, Known.Now)).ThenRefused("not-yours-to-change");
        Given(Known.Booked).When(s => AmendmentDecider.Amend(s, Nothing with { Put = [Third] }, "org-stranger", Known.Now)).ThenRefused("shipment-not-found");
        Given(Known.Booked, new ShipmentCancelled("Sold elsewhere.", Known.Shipper, Known.Now)).When(s => Amend(s, Nothing with { Put = [Third] })).ThenRefused("shipment-closed");
    }

    private static Given<Shipment> Given(params object[] events) => new(Shipment.Stream, events);

    private static Decision Amend(Shipment s, AmendShipment c) => AmendmentDecider.Amend(s, c, Known.Shipper, Known.Now);
}
