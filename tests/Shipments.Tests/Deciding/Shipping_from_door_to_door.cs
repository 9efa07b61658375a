using FluentAssertions;
using Logistics.EventStore;
using Logistics.Shipments.Publishing;
using Logistics.Shipments.Shipments;
using Logistics.Specs;
using Xunit;
using Contract = Logistics.Contracts.Shipments;

namespace Logistics.Shipments.Tests;

public sealed class Shipping_from_door_to_door
{
    private static readonly Door Shop = new(50.9, 8.1);
    private static readonly RouteSpecification Route = Known.FromWorks with { DestinationHubId = Door.Delivery, DeliverAt = Shop };
    private static readonly ShipmentBooked Booked = Known.Booked with { Route = Route };
    private static readonly Leg First = Known.Legs[0] with { FromHubId = Door.Collection, ToHubId = "DEDTM", Road = new(6.9, 7, 0, 0) };
    private static readonly Leg Last = Known.Legs[1] with { FromHubId = "DEDTM", ToHubId = Door.Delivery };
    private static readonly AssignItinerary Plan = new(1, 1, [First, Last], "By road.");
    private static readonly ItineraryAssigned Assigned = new(1, 1, [First with { FromDoor = Known.Works }, Last with { ToDoor = Shop }], "By road.");
    private static readonly AmendShipment Nothing = new(null, null, null, null, null, null, null, null);
    private static readonly ActualRecorded Collected = Known.Actual(MilestoneKind.Collected, Door.Collection, 0, Known.Report(Known.At(11), "r-1", Known.Unit));
    private static readonly ActualRecorded Loaded = Known.Actual(MilestoneKind.Departed, "DEDTM", 1, Known.Report(Known.At(13), "r-2", Known.Unit));

    [Fact]
    public void Is_booked_with_both_doors() => Given().When(s => ShipmentDecider.Book(s, Known.Booking with { Route = Route }, Known.Hub, Known.Now)).Then(Booked);

    [Fact]
    public void From_a_door_to_the_same_is_refused() => Given()
        .When(s => ShipmentDecider.Book(s, Known.Booking with { Route = Route with { DeliverAt = Known.Works } }, Known.Hub, Known.Now))
        .ThenRefused("same-origin-and-destination");

    [Fact]
    public void Tells_the_others_where_by_which_clock()
    {
        var told = (Contract.ShipmentBooked)ShipmentPublisher.Message(new StoredEvent(
            1, Guid.Empty, "shipment-shp-1", 1, "shipment-booked.v1", Booked with { Route = Route with { CollectBy = Route.ReadyAt } }, Known.Now, new(null, null, null)))!;

        (told.OriginHubId, told.DestinationHubId, told.CollectBy, told.DeliverFrom).Should().Be(("door:from", "door:to", Known.At(9), null));
        told.CollectAt.Should().BeEquivalentTo(new Contract.BookedDoor(51.48, 7.4, "Europe/Berlin") { Name = "Werk Nord", Hours = [new(5, new(7, 0), new(16, 30))] });
        told.DeliverAt.Should().Be(new Contract.BookedDoor(50.9, 8.1, "Europe/Berlin"));
    }

    [Fact]
    public void Tells_the_carriers_where_their_legs_begin_and_end() => Given(Booked).When(Assign).Then(Assigned);

    [Fact]
    public void Leads_there_by_its_milestones()
    {
        var s = Known.Folded(Booked, Assigned);
        (s.PlanLeadsThere(), s.NextExpectedActivity(), s.Milestones[^1].HubId).Should().Be((true, "departed door:from", Door.Delivery));
    }

    [Fact]
    public void Collected_is_left()
    {
        var s = Known.Folded(Booked, Assigned, Collected);

        (s.State(), s.Underway(), s.Misdirected(), s.NextExpectedActivity()).Should().Be((ShipmentState.InTransit, true, false, "arrived DEDTM"));
    }

    [Fact]
    public void A_door_that_moves_asks_for_another_order()
    {
        var moved = Amend(Given(Booked, Assigned), Nothing with { OriginHubId = Door.Collection, CollectAt = Known.Works with { Name = "Werk Süd" } });

        ShipmentDecider.AssignItinerary(moved, Plan with { ItineraryVersion = 2, SourceVersion = 5, Legs = [First with { TransportOrderId = "to-3" }, Last with { TransportOrderId = "to-4" }] }, _ => true)
            .Should().BeOfType<Decision.Accepted>().Which.Events.OfType<ItineraryAssigned>().Single().Legs.Select(leg => leg.TransportOrderId).Should().Equal("to-3", "to-2");
    }

    [Fact]
    public void A_door_that_moves_is_not_led_to_before_the_next_plan() => Amend(
        Given(Booked, Assigned), Nothing with { DestinationHubId = Door.Delivery, DeliverAt = new(50.95, 8.1) }).PlanLeadsThere().Should().BeFalse();

    [Fact]
    public void The_same_door_again_changes_nothing() => Given(Booked, Assigned).When(s => AmendmentDecider.Amend(
        s, Nothing with { OriginHubId = Door.Collection, CollectAt = new(51.48, 7.4) { Name = "Werk Nord", Hours = [new(5, new(7, 0), new(16, 30))] } }, Known.Shipper, Known.Now)).ThenNothing();

    [Fact]
    public void A_hub_takes_the_place_of_a_door() => Amend(Given(Booked, Assigned), Nothing with { OriginHubId = "DEDTM" })
        .Route.Should().Be(Route with { OriginHubId = "DEDTM", CollectAt = null });

    [Fact]
    public void Doors_move_no_more_once_the_goods_have_left_for_them()
    {
        Refused("shipment-underway", Nothing with { OriginHubId = Door.Collection, CollectAt = new(51.6, 7.4) }, Collected);
        Refused("shipment-at-destination", Nothing with { DestinationHubId = "DESIE" }, Collected, Loaded);
    }

    [Fact]
    public void Goes_back_to_its_door_from_where_it_was_seen()
    {
        var s = Known.Folded(Booked, Assigned, Collected, Loaded, Known.Actual(MilestoneKind.DeliveryAttempted, Door.Delivery, 1, Known.Report(Known.At(15), "r-3", Known.Unit)));

        Returning.Booking(s, new("shp-2", "refused", Route.ReadyAt, Route.ArriveBy)).Route.Should().Be(
            new RouteSpecification(Door.Collection, Door.Delivery, Route.ReadyAt, Route.ArriveBy) { CollectAt = Shop, DeliverAt = Known.Works });
    }

    private static Decision Assign(Shipment s) => ShipmentDecider.AssignItinerary(s, Plan, _ => true);

    private static Shipment Amend(Given<Shipment> given, AmendShipment c) => AmendmentDecider.Amend(given.State, c, Known.Shipper, Known.Now)
        .Should().BeOfType<Decision.Accepted>().Which.Events.Aggregate(given.State, Shipment.Stream.Evolve);

    private static void Refused(string reason, AmendShipment c, params object[] more) =>
        Given([Booked, Assigned, .. more]).When(s => AmendmentDecider.Amend(s, c, Known.Shipper, Known.Now)).ThenRefused(reason);

    private static Given<Shipment> Given(params object[] events) => new(Shipment.Stream, events);
}
