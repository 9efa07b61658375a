using FluentAssertions;
using Logistics.EventStore;
using Logistics.Shipments.Shipments;
using Logistics.Specs;
using Xunit;

namespace Logistics.Shipments.Tests;

/// <summary>Other than by delivery: cancelled, returned, lost.</summary>
public sealed class Ending_a_shipment
{
    private static readonly ShipmentCancelled Cancelled = new("Sold elsewhere.", Known.Shipper, Known.Now);
    private static readonly ShipmentReturned Returned = new("shp-2", [Known.Unit, Known.SecondUnit], "Refused at the door.", Known.Shipper, Known.Now);
    private static readonly HandlingUnitsLost Lost = new([Known.SecondUnit], "Not on the truck.", Known.Carrier, Known.Now);
    private static readonly HandlingUnitsFound Found = new([Known.SecondUnit], Known.Carrier, Known.Now);
    private static readonly ActualRecorded Left = Known.Actual(MilestoneKind.Departed, "DEDTM", 0, Known.Report(Known.At(11), "r-1", Known.Unit, Known.SecondUnit));
    private static readonly ActualRecorded OneDelivered = Known.Actual(MilestoneKind.Delivered, "DESIE", 1, Known.Report(Known.At(16), "r-2", Known.Unit));

    [Fact]
    public void It_is_cancelled_before_it_moves() => Given(Known.Booked, Known.Assigned).When(Cancel).Then(Cancelled).State().Should().Be(ShipmentState.Cancelled);

    [Fact]
    public void Cancelling_again_records_nothing() => Given(Known.Booked, Cancelled).When(Cancel).ThenNothing();

    [Fact]
    public void Goods_that_wait_at_the_origin_can_still_be_cancelled()
        => Given(Known.Booked, Known.Actual(MilestoneKind.Arrived, "DEDTM", -1, Known.Read(Known.At(10)))).When(Cancel).Then(Cancelled);

    [Fact]
    public void What_has_moved_or_is_closed_is_not_cancelled()
    {
        Given(Known.Booked, Known.Assigned, Left).When(Cancel).ThenRefused("shipment-underway");
        Given(Known.Booked, new ShipmentDelivered(Known.Local(Known.At(16)))).When(Cancel).ThenRefused("shipment-closed");
        Given(Known.Booked, Known.Assigned, Left, Returned).When(Cancel).ThenRefused("shipment-closed");
    }

    [Fact]
    public void It_is_returned_once_it_moves()
        => Given(Known.Booked, Known.Assigned, Left).When(Return).Then(Returned).State().Should().Be(ShipmentState.Returned);

    [Fact]
    public void Only_what_is_outstanding_goes_back()
        => Given(Known.Booked, Known.Assigned, Left, OneDelivered).When(Return).Then(Returned with { HandlingUnitIds = [Known.SecondUnit] });

    [Fact]
    public void Returning_again_records_nothing() => Given(Known.Booked, Known.Assigned, Left, Returned).When(Return).ThenNothing();

    [Fact]
    public void What_has_not_moved_is_closed_or_gone_is_not_returned()
    {
        Given(Known.Booked, Known.Assigned).When(Return).ThenRefused("shipment-not-underway");
        Given(Known.Booked, Cancelled).When(Return).ThenRefused("shipment-closed");
        Given(Known.Booked, Known.Assigned, OneDelivered, Lost).When(Return).ThenRefused("nothing-outstanding");
    }

    [Fact]
    public void The_way_back_leads_from_where_it_was_last_seen_to_who_sent_it()
    {
        var s = Known.Folded(Known.Booked, Known.Assigned, Left, Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12))));
        var back = Returning.Booking(s, new("shp-2", "Refused.", Known.Route.ReadyAt, Known.Route.ArriveBy));
        (back.Route.OriginHubId, back.Route.DestinationHubId, back.ReturnOf).Should().Be(("DEHAG", "DEDTM", "shp-1"));
        back.Parties.Select(p => (p.Role, p.Organisation)).Should().Equal(
            (PartyRole.Consignee, Known.Shipper), (PartyRole.Consignor, ""), (PartyRole.FreightForwarder, Known.Hub));
    }

    [Fact]
    public void Units_are_lost_and_found_again()
    {
        Given(Known.Booked, Known.Assigned, Left).When(s => Lose(s, Known.SecondUnit)).Then(Lost).State().Should().Be(ShipmentState.InTransit);
        Given(Known.Booked, Known.Assigned, Left, Lost).When(s => Find(s)).Then(Found).LostUnits.Should().BeEmpty();
    }

    [Fact]
    public void Lost_and_found_again_record_nothing()
    {
        Given(Known.Booked, Known.Assigned, Lost).When(s => Lose(s, Known.SecondUnit)).ThenNothing();
        Given(Known.Booked, Known.Assigned, Lost, Found).When(s => Find(s)).ThenNothing();
    }

    [Fact]
    public void It_is_lost_as_a_whole_when_all_that_is_outstanding_is()
        => Given(Known.Booked, Known.Assigned, Left).When(s => Lose(s)).Then(Lost with { HandlingUnitIds = [Known.Unit, Known.SecondUnit] })
            .State().Should().Be(ShipmentState.Lost);

    [Fact]
    public void Lost_after_it_was_closed_or_of_another_shipment_is_refused()
    {
        Given(Known.Booked, Known.Assigned, Cancelled).When(s => Lose(s)).ThenRefused("shipment-closed");
        Given(Known.Booked).When(s => LifeCycleDecider.Lose(s, [Known.Sscc(99)], "x", Known.Hub, Known.Now)).ThenRefused("handling-unit-not-of-shipment");
        Given(Known.Booked).When(s => LifeCycleDecider.Find(s, [Known.Sscc(99)], Known.Hub, Known.Now)).ThenRefused("handling-unit-not-of-shipment");
    }

    [Fact]
    public void A_strangers_command_finds_nothing()
    {
        Given(Known.Booked).When(s => LifeCycleDecider.Cancel(s, "x", "org-stranger", Known.Now)).ThenRefused("shipment-not-found");
        Given(Known.Booked).When(s => LifeCycleDecider.Return(s, "shp-2", "x", "org-stranger", Known.Now)).ThenRefused("shipment-not-found");
        Given(Known.Booked).When(s => LifeCycleDecider.Lose(s, [], "x", "org-stranger", Known.Now)).ThenRefused("shipment-not-found");
        Given(Known.Booked).When(s => LifeCycleDecider.Find(s, [], "org-stranger", Known.Now)).ThenRefused("shipment-not-found");
    }

    [Fact]
    public void A_carrier_that_only_carries_ends_nothing()
    {
        Given(Known.Booked, Known.Assigned).When(s => LifeCycleDecider.Cancel(s, "x", Known.Carrier, Known.Now)).ThenRefused("not-yours-to-change");
        Given(Known.Booked, Known.Assigned, Left).When(s => LifeCycleDecider.Return(s, "shp-2", "x", Known.Carrier, Known.Now)).ThenRefused("not-yours-to-change");
    }

    private static Given<Shipment> Given(params object[] events) => new(Shipment.Stream, events);

    private static Decision Cancel(Shipment s) => LifeCycleDecider.Cancel(s, "Sold elsewhere.", Known.Shipper, Known.Now);

    private static Decision Return(Shipment s) => LifeCycleDecider.Return(s, "shp-2", "Refused at the door.", Known.Shipper, Known.Now);

    private static Decision Lose(Shipment s, params string[] units) => LifeCycleDecider.Lose(s, units, "Not on the truck.", Known.Carrier, Known.Now);

    private static Decision Find(Shipment s) => LifeCycleDecider.Find(s, [], Known.Carrier, Known.Now);
}
