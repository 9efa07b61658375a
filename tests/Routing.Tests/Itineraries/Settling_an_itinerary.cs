using FluentAssertions;
using Logistics.Routing.Hubs;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Xunit;
using static Logistics.Routing.Tests.SmallNetwork;

namespace Logistics.Routing.Tests.Itineraries;

/// <summary>From DEDTM by way of DEHAG to DELUE; another carrier drives later, and the same one later still.</summary>
public sealed class Settling_an_itinerary
{
    private static readonly NetworkFacts Facts = WithHubs("DEDTM", "DEHAG", "DELUE", "DESIE")
        .With("first", ("DEDTM", "06:00"), ("DEHAG", "06:30"))
        .With("second", ("DEHAG", "07:00"), ("DELUE", "07:30"))
        .With("rival", Service(("DEHAG", "09:00"), ("DELUE", "09:30")) with { CarrierId = "org-rival", CapacityKg = 5000 })
        .With("third", ("DEHAG", "08:00"), ("DELUE", "08:30"))
        .With("beyond", ("DEHAG", "07:10"), ("DESIE", "08:10"));

    private static readonly Requirement Wanted = new("DEDTM", "DELUE", At("05:00"), At("12:00"), 100, false);
    private static readonly Leg First = new("org-carrier", "first", Monday, "DEDTM", "DEHAG", 0, 1, At("06:00"), At("06:30"));
    private static readonly Leg Second = new("org-carrier", "second", Monday, "DEHAG", "DELUE", 0, 1, At("07:00"), At("07:30"));
    private static readonly ActualNoted Left = new("shp-1", "departed", "DEDTM", 0, At("06:00"), 60, 3);
    private static readonly ActualNoted There = new("shp-1", "arrived", "DEHAG", 0, At("06:30"), 60, 4);
    private static readonly object[] Planned = [new ItineraryRequested("shp-1", Wanted), new ItineraryPlanned("shp-1", 1, [First, Second], "Because."), Left, There];

    [Fact]
    public void A_declined_leg_goes_to_another_carrier_and_what_has_left_stays()
    {
        var plan = Settled(Declined("second", "Kein Fahrer"));

        Services(plan).Should().Equal("first", "rival");
        plan.Explanation.Should().StartWith("Declined: second by org-carrier (Kein Fahrer). ");
    }

    [Fact]
    public void Where_no_other_keeps_the_appointment_another_run_of_the_same_carrier_will_do() =>
        Services(Settled(Amended(new Amendment { ArriveBy = At("09:00") }), Declined("second"))).Should().Equal("first", "third");

    [Fact]
    public void Where_all_are_declined_it_says_so()
    {
        var plan = Settled(Amended(new Amendment { ArriveBy = At("09:00") }), Declined("second"), Declined("third", why: "timed-out"));

        plan.Should().BeOfType<Plan.None>().Which.Constraint.Should().Be(Constraints.Declined);
        plan.Explanation.Should().Contain("second by org-carrier").And.Contain("third by org-carrier (no answer in time)");
    }

    [Fact]
    public void A_proposal_for_a_dispatcher_may_be_late_but_never_declined() => Replan.Of(
            "shp-1", State(Amended(new Amendment { ArriveBy = At("09:00") }), Declined("second"), Declined("third")), Facts.Snapshot(), At("06:40"))!
        .Proposed.Select(leg => leg.ServiceId).Should().Equal("first", "rival");

    [Fact]
    public void What_still_does_is_confirmed_as_it_is()
    {
        var plan = Settled(Amended(new Amendment { ArriveBy = At("11:00"), WeightKg = 800 }));

        plan.Should().BeOfType<Plan.Found>().Which.Legs.Should().Equal(First, Second);
        plan.Explanation.Should().Be("The plan stands.");
    }

    [Fact]
    public void What_became_too_heavy_rides_what_can_carry_it() => Services(Settled(Amended(new Amendment { WeightKg = 4000 }))).Should().Equal("first", "rival");

    [Fact]
    public void An_earlier_appointment_that_nothing_keeps_is_left_to_a_dispatcher() =>
        Settled(Amended(new Amendment { ArriveBy = At("07:00") })).Should().BeOfType<Plan.None>().Which.Constraint.Should().Be(Constraints.Appointment);

    [Fact]
    public void Goods_that_are_ready_later_leave_later() => Services(Settlement.Of(
        "shp-1", Folded(Planned[0], Planned[1], Amended(new Amendment { ReadyAt = At("20:00"), ArriveBy = At("36:00") })), Facts.Snapshot(), At("05:00")))
        .Should().Equal("first", "second");

    [Fact]
    public void Another_destination_is_gone_to_from_where_the_goods_are() =>
        Services(Settled(Amended(new Amendment { DestinationHubId = "DESIE" }))).Should().Equal("first", "beyond");

    [Fact]
    public void Goods_that_leave_from_elsewhere_are_planned_from_there() => Services(Settlement.Of(
        "shp-1", Folded(Planned[0], Planned[1], Amended(new Amendment { OriginHubId = "DEHAG" })), Facts.Snapshot(), At("05:00")))
        .Should().Equal("second");

    [Fact]
    public void A_destination_on_the_way_ends_it_there() => Services(Settled(Amended(new Amendment { DestinationHubId = "DEHAG" }))).Should().Equal("first");

    [Fact]
    public void Goods_astray_go_on_from_where_they_were_seen() => Services(Settlement.Of(
        "shp-1",
        State(new ActualNoted("shp-1", "arrived", "DEDOR", -1, At("06:35"), 60, 6), Declined("second")),
        Facts.Apply(new HubRegistered("DEDOR", Hub("DEDOR"))).With("back", ("DEDOR", "07:30"), ("DELUE", "08:00")).Snapshot(), At("06:40")))
        .Should().Equal("first", "back");

    private static Plan Settled(params object[] more) => Settlement.Of("shp-1", State(more), Facts.Snapshot(), At("06:40"));

    private static Itinerary State(params object[] more) => Folded([.. Planned, .. more]);

    private static Itinerary Folded(params object[] events) => events.Aggregate(Itinerary.None, Itinerary.Evolve);

    private static IEnumerable<string> Services(Plan plan) => plan.Should().BeOfType<Plan.Found>().Which.Legs.Select(leg => leg.ServiceId);

    private static CarriageDeclined Declined(string service, string reason = "", string why = "rejected") =>
        new("shp-1", $"to-{service}", "org-carrier", service, Monday, "DEHAG", "DELUE", why, reason);

    private static RequirementAmended Amended(Amendment amendment) => new("shp-1", amendment, 5);
}
