using FluentAssertions;
using Logistics.Contracts.Shipments;
using Logistics.Routing.Etas;
using Logistics.Routing.Hauliers;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.Roads;
using Logistics.Routing.ServiceRuns;
using NodaTime;
using Xunit;
using static Logistics.Routing.Tests.Roads.RoadSamples;
using static Logistics.Routing.Tests.SmallNetwork;

namespace Logistics.Routing.Tests.Itineraries;

/// <summary>From a works near Dortmund to a shop near Lüdenscheid: a lorry, the line, a lorry.</summary>
public sealed class Doors_of_a_booking
{
    private static readonly Requirement Wanted = Mapping.RequirementOf(Booked("20:00"));

    [Fact]
    public void Are_where_its_plan_begins_and_ends() => Ways(Settled(WithLorry, Of(Wanted))).Should().Equal(
        ("h1", Door.Origin, "DEDTM"), ("line", "DEDTM", "DELUE"), ("h1", "DELUE", Door.Destination));

    [Fact]
    public void Have_windows_that_the_lorries_keep()
    {
        var legs = Legs(Settled(WithLorry, Of(Wanted with { CollectBy = At("07:00"), DeliverFrom = At("14:10") })));

        legs[0].Departure.Should().Be(At("07:00"));
        legs[^1].Arrival.Should().BeGreaterThanOrEqualTo(At("14:10"));
    }

    [Fact]
    public void Have_hours_that_the_lorries_keep() => Legs(Settled(WithLorry, Of(Mapping.RequirementOf(Booked("20:00", deliver => deliver with
    {
        Hours = [new DoorHours(1, new LocalTime(15, 0), new LocalTime(16, 0))],
    })))))[^1].Arrival.Should().BeGreaterThanOrEqualTo(At("15:00"));

    [Fact]
    public void That_lie_at_the_windows_of_no_lorry_name_the_docks() => Settled(WithLorry, Of(Wanted with { CollectBy = At("05:00") }))
        .Should().BeOfType<Plan.None>().Which.Constraint.Should().Be(Constraints.DockWindows);

    [Fact]
    public void Without_a_haulier_say_so() =>
        Settled(Timetable, Of(Wanted)).Should().BeOfType<Plan.None>().Which.Explanation.Should().Contain("no haulier is registered");

    [Fact]
    public void Are_told_by_their_names() => Settled(WithLorry, Of(Wanted)).Explanation.Should().Contain("By road from Werk Nord to DEDTM: 6.9 km");

    [Fact]
    public void That_stay_where_they_are_leave_the_plan_as_it_is() =>
        Settled(WithLorry, Planned(Amended(new Amendment { ArriveBy = At("19:00"), DeliverAt = Wanted.DeliverAt }))).Explanation.Should().Be("The plan stands.");

    [Fact]
    public void That_move_are_planned_anew()
    {
        var legs = Legs(Settled(WithLorry, Planned(Amended(new Amendment { DestinationHubId = Door.Destination, DeliverAt = new Door(51.16, 7.66, "Europe/Berlin") }))));

        legs[^1].Road!.Kilometres.Should().NotBe(Legs(Settled(WithLorry, Of(Wanted)))[^1].Road!.Kilometres);
    }

    [Fact]
    public void Are_given_up_for_a_hub() =>
        Ways(Settled(WithLorry, Planned(Amended(new Amendment { OriginHubId = "DEDTM", DestinationHubId = "DELUE" })))).Should().Equal(("line", "DEDTM", "DELUE"));

    [Fact]
    public void That_goods_are_collected_at_are_left()
    {
        var state = Planned(new ActualNoted("shp-1", "collected", Door.Origin, 0, At("08:40"), 60, 3));

        RestOfTheWay.Of("shp-1", state, WithLorry.Snapshot(), At("08:45")).Left.Should().Be(1);
        Estimated(WithLorry, state, "08:41").Milestones[0].Should().Match<MilestoneEta>(
            next => next.Kind == "arrived" && next.HubId == "DEDTM" && next.Time.P50 == At("08:47"), "it left ten minutes late");
        var early = Planned(new ActualNoted("shp-1", "collected", Door.Origin, 0, At("08:20"), 60, 3));
        Estimated(WithLorry, early, "08:21").Milestones[0].Time.P50.Should().Be(At("08:27"), "an ordered lorry has no timetable to wait for");
        ItineraryDecider.NoteActual(state, new ActualNoted("shp-1", "collected", "DEDTM", 0, At("08:40"), 60, 4)).Should().Be(EventStore.Decision.Nothing);
    }

    [Fact]
    public void Are_estimated_with_what_the_lorries_drive()
    {
        var eta = Estimated(WithLorry, Planned(), "05:00");

        eta.Milestones.Select(milestone => milestone.HubId).Should().Equal(Door.Origin, "DEDTM", "DEDTM", "DELUE", "DELUE", Door.Destination);
        eta.Arrival.P50.Should().Be(Legs(Settled(WithLorry, Of(Wanted)))[^1].Arrival);
        eta.Reasons[0].Should().Be("Not on the way yet; planned to leave Werk Nord 23 Nov 08:30.");
    }

    [Fact]
    public void That_are_far_are_estimated_with_breaks_and_rests()
    {
        var far = WithLorry.Apply(new HaulierRevised("h1", Lorry with { ReachKm = 900 }));
        var state = Planned(far, Wanted with { ArriveBy = At("60:00"), DeliverAt = new Door(47.8, 13.0, "Europe/Berlin") { Name = "Laden" } });

        Estimated(far, state, "05:00").Reasons.Should().ContainMatch("* of driving from Werk Nord to Laden take * with breaks and rests (Regulation (EC) 561/2006).");
    }

    [Fact]
    public void Are_still_reached_where_a_connection_is_missed()
    {
        var eta = Estimated(WithLorry.Delayed("line", 400), Planned(), "05:00");
        eta.MissedConnections.Should().Equal(2);
        eta.Reasons.Should().ContainMatch("Best later way: a lorry of h1 from DELUE *");

        var cancelled = Estimated(WithLorry.Apply(new RunCancelled("line", Monday, 0, "Streik")), Planned(), "05:00");
        cancelled.MissedConnections.Should().Equal(1);
        cancelled.Reasons.Should().ContainMatch("Best later way: a lorry of h1 from DEDTM *");
        cancelled.Arrival.P50.Should().BeLessThan(At("20:00"), "a lorry keeps the appointment");
    }

    [Fact]
    public void Are_reached_late_where_a_dispatcher_says_so() => Replan.Of("shp-1", Planned(), WithLorry.Snapshot(), At("23:00"))!
        .Proposed[^1].ToHubId.Should().Be(Door.Destination);

    private static ShipmentBooked Booked(string by, Func<BookedDoor, BookedDoor>? deliver = null) => new(
        new Contracts.Origin("shipment-shp-1", 1, 1), "shp-1", "ref", BookedDoor.Collection, BookedDoor.Delivery, At("06:00"), At(by),
        [new BookedHandlingUnit("340123450000000017", 100)], null, ["org-shipper"], At("05:00"))
    {
        CollectAt = new BookedDoor(Works.Latitude, Works.Longitude, "Europe/Berlin") { Name = "Werk Nord" },
        DeliverAt = (deliver ?? (door => door))(new BookedDoor(Shop.Latitude, Shop.Longitude, "Europe/Berlin")),
    };

    private static Itinerary Of(Requirement wanted, params object[] more) =>
        more.Prepend(new ItineraryRequested("shp-1", wanted)).Aggregate(Itinerary.None, Itinerary.Evolve);

    private static Itinerary Planned(params object[] more) => more.Aggregate(Planned(WithLorry, Wanted), Itinerary.Evolve);

    private static Itinerary Planned(NetworkFacts facts, Requirement wanted) =>
        Of(wanted, new ItineraryPlanned("shp-1", 1, Legs(Settled(facts, Of(wanted))), ""));

    private static RequirementAmended Amended(Amendment amendment) => new("shp-1", amendment, 5);

    private static Plan Settled(NetworkFacts facts, Itinerary state) => Settlement.Of("shp-1", state, facts.Snapshot(), At("05:00"));

    private static Eta Estimated(NetworkFacts facts, Itinerary state, string now) => EtaEstimator.Estimate("shp-1", state, facts.Snapshot(), EtaKnowledge.None, At(now))!;

    private static IReadOnlyList<Leg> Legs(Plan plan) => plan.Should().BeOfType<Plan.Found>(plan.Explanation).Which.Legs;

    private static IEnumerable<(string, string, string)> Ways(Plan plan) => Legs(plan).Select(leg => (leg.ServiceId, leg.FromHubId, leg.ToHubId));
}
