using FluentAssertions;
using Logistics.Shipments.Shipments;
using Logistics.Specs;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Planning_a_shipment
{
    private static readonly AssignItinerary Plan = new(1, 1, Known.Legs, "earliest arrival");

    [Fact]
    public void Assigns_the_itinerary_with_its_milestones()
    {
        var planned = Given(Known.Booked).When(s => Assign(s, Plan)).Then(Known.Assigned);

        planned.Milestones.Select(m => (m.Kind, m.HubId, m.LegIndex, m.Planned)).Should().Equal(
            (MilestoneKind.Departed, "DEDTM", 0, Known.At(11)),
            (MilestoneKind.Arrived, "DEHAG", 0, Known.At(12)),
            (MilestoneKind.Departed, "DEHAG", 1, Known.At(13)),
            (MilestoneKind.Arrived, "DESIE", 1, Known.At(15)));
    }

    [Fact]
    public void Makes_its_carriers_parties() => Known.Folded(Known.Booked, Known.Assigned).PartyOrganisations()
        .Should().Equal(Known.Hub, Known.OtherCarrier, Known.Carrier, Known.Shipper);

    [Fact]
    public void Again_records_nothing() => Given(Known.Booked, Known.Assigned).When(s => Assign(s, Plan)).ThenNothing();

    [Fact]
    public void A_stale_plan_is_ignored()
        => Given(Known.Booked, Known.Assigned with { ItineraryVersion = 3, SourceVersion = 9 }).When(s => Assign(s, Plan with { ItineraryVersion = 2, SourceVersion = 5 })).ThenNothing();

    [Fact]
    public void A_plan_for_a_shipment_that_is_not_ours_is_ignored() => Given().When(s => Assign(s, Plan)).ThenNothing();

    [Fact]
    public void A_plan_after_delivery_is_ignored()
        => Given(Known.Booked, new ShipmentDelivered(Known.Local(Known.At(16)))).When(s => Assign(s, Plan)).ThenNothing();

    [Fact]
    public void A_new_plan_keeps_the_orders_of_carriages_that_stay_as_they_are()
    {
        var later = Known.Legs[1] with { Departure = Known.At(14), Arrival = Known.At(16) };
        var replan = new AssignItinerary(2, 4, [Known.Legs[0] with { TransportOrderId = "to-3" }, later with { TransportOrderId = "to-4" }], "delay");

        Given(Known.Booked, Known.Assigned).When(s => Assign(s, replan)).Then(
            new ItineraryAssigned(2, 4, [Known.Legs[0], later with { TransportOrderId = "to-4" }], "delay"));
    }

    [Fact]
    public void A_new_plan_tenders_anew_what_a_carrier_has_rejected()
    {
        var same = Plan with { ItineraryVersion = 2, SourceVersion = 4, Legs = [Known.Legs[0] with { TransportOrderId = "to-3" }, Known.Legs[1]] };

        Given(Known.Booked, Known.Assigned).When(s => ShipmentDecider.AssignItinerary(s, same, order => order != "to-1"))
            .Then(new ItineraryAssigned(2, 4, same.Legs, "earliest arrival"));
    }

    [Fact]
    public void A_new_plan_keeps_what_has_happened()
    {
        var read = Known.Read(Known.At(11, 5));
        var direct = Known.Legs[0] with { ToHubId = "DESIE", Arrival = Known.At(14) };
        var s = Known.Folded(
            Known.Booked, Known.Assigned, Known.Actual(MilestoneKind.Departed, "DEDTM", 0, read),
            Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12, 5), "gw-2/1/1")),
            new ItineraryAssigned(2, 4, [direct], "direct"));

        s.Milestones.Single(m => m.Is(MilestoneKind.Departed, "DEDTM", 0)).Actual()!.Instant.Should().Be(Known.At(11, 5));
        s.Milestones.Single(m => m.Is(MilestoneKind.Arrived, "DEHAG", Milestone.OutsideItinerary)).Actual()!.Instant.Should().Be(Known.At(12, 5));
    }

    [Fact]
    public void What_happened_before_the_plan_is_matched_to_it()
        => Known.Folded(Known.Booked, Known.Actual(MilestoneKind.Departed, "DEDTM", -1, Known.Read(Known.At(11))), Known.Assigned)
            .Milestones[0].Actual()!.Instant.Should().Be(Known.At(11));

    [Fact]
    public void That_fails_is_recorded()
        => Given(Known.Booked).When(s => ShipmentDecider.FailPlan(s, 1, "too late")).Then(new PlanFailed(1, "too late"));

    [Fact]
    public void That_fails_again_records_nothing()
        => Given(Known.Booked, new PlanFailed(1, "too late")).When(s => ShipmentDecider.FailPlan(s, 1, "too late")).ThenNothing();

    [Fact]
    public void A_failure_that_the_bus_delivers_after_the_plan_that_followed_it_is_ignored()
        => Given(Known.Booked, Known.Assigned with { SourceVersion = 2 }).When(s => ShipmentDecider.FailPlan(s, 1, "too late")).ThenNothing();

    private static Given<Shipment> Given(params object[] events) => new(Shipment.Stream, events);

    private static EventStore.Decision Assign(Shipment s, AssignItinerary plan) => ShipmentDecider.AssignItinerary(s, plan, _ => true);
}
