using FluentAssertions;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Etas;
using Logistics.Routing.Hauliers;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ReplanningPolicies;
using Logistics.Routing.Roads;
using Xunit;
using static Logistics.Routing.Tests.SmallNetwork;

namespace Logistics.Routing.Tests.ReplanningPolicies;

/// <summary>The first run comes 40 minutes late to DEHAG: the next one is missed, and the way goes on at 09:00 for 10 more.</summary>
public sealed class Judging_a_proposal
{
    private static readonly NetworkFacts Facts = WithHubs("DEDTM", "DEHAG", "DELUE")
        .With("first", ("DEDTM", "06:00"), ("DEHAG", "06:30"))
        .With("second", Service(("DEHAG", "07:00"), ("DELUE", "07:30")) with { Tariff = new Tariff(0, 20, 0) })
        .With("later", Service(("DEHAG", "09:00"), ("DELUE", "09:30")) with { Tariff = new Tariff(0, 30, 0) })
        .Delayed("first", 40);

    private static readonly ReplanningRule Rule = new(true, 60, 10, 30);
    private static readonly Leg First = new("org-carrier", "first", Monday, "DEDTM", "DEHAG", 0, 1, At("06:00"), At("06:30"));
    private static readonly Leg Second = new("org-carrier", "second", Monday, "DEHAG", "DELUE", 0, 1, At("07:00"), At("07:30"));

    [Fact]
    public void What_keeps_the_rule_is_applied_and_says_why() => Judged(Rule).Should().Be(new Verdict(
        true, "DEHAG", "Renewed by the policy at DEHAG, where a connection would be missed: 3 h 30 min to act, 10.00 dearer, 2 h 30 min before the appointment."));

    [Fact]
    public void What_stays_keeps_the_times_that_were_accepted() =>
        Replan.Of("shp-1", State(), Facts.Snapshot(), At("05:30"))!.Proposed[0].Should().Be(First);

    [Fact]
    public void Without_a_rule_a_dispatcher_applies() => Left(ReplanningRule.Off, "The policy at DEHAG leaves it to a dispatcher.");

    [Fact]
    public void Too_little_time_is_a_dispatchers() => Left(Rule with { MinMinutesToAct = 211 }, "There are 3 h 30 min to act; the policy at DEHAG wants 211.");

    [Fact]
    public void Too_dear_is_a_dispatchers() => Left(Rule with { MaxExtraCost = 9.99m }, "It is 10.00 dearer; the policy at DEHAG allows 9.99.");

    [Fact]
    public void Too_late_is_a_dispatchers() => Judged(Rule, "09:00").Why.Should().Be("It would arrive 30 min after the appointment.");

    [Fact]
    public void Soon_after_the_last_renewal_it_is_a_dispatchers() => Judged(Rule, renewed: "05:10").Why.Should().Contain("was renewed by policy 20 min ago");

    [Fact]
    public void What_is_held_is_left_until_it_is_released()
    {
        var held = Folded(State(), new HoldNoted("shp-1", "customs", true, At("05:00"), 5));
        var released = Folded(held, new HoldNoted("shp-1", "customs", false, At("05:10"), 6));
        Verdict.Of(Of(Rule), held, Proposal(held), Facts.Snapshot(), At("05:30")).Why.Should().Be("The shipment is held (customs): when it may go on is not known.");
        Verdict.Of(Of(Rule), released, Proposal(released), Facts.Snapshot(), At("05:30")).Applies.Should().BeTrue();
    }

    [Fact]
    public void Some_time_after_it_is_not() => Judged(Rule, renewed: "05:00").Applies.Should().BeTrue();

    [Fact]
    public void An_estimate_for_another_plan_says_nothing() => Verdict.Of(
            Of(Rule), Folded(State(), new ItineraryPlanned("shp-1", 2, [First, Second], "")), Proposal(State()), Facts.Snapshot(), At("05:30"))
        .Should().Be(new Verdict(false, "", "No connection of the plan in force will be missed."));

    [Fact]
    public void A_lorry_costs_what_its_haulier_asks_for()
    {
        var byLorry = Second with { ServiceId = "h1", Road = new RoadDrive(50, 50, 0, 0, "great-circle") };
        var facts = Facts.Apply(new HaulierRegistered("h1", Roads.RoadSamples.Lorry with { Tariff = new Tariff(2, 25, 0) }));

        new FreightPrice(facts.Snapshot(), 100).Of(byLorry).Should().Be(35, "25 for the leg, and 0.1 t for 50 km at 2");
        new FreightPrice(Facts.Snapshot(), 100).Of(byLorry).Should().Be(0, "who is no haulier any more asks for nothing");
    }

    private static void Left(ReplanningRule rule, string why) => Judged(rule).Should().Be(new Verdict(false, "DEHAG", why));

    private static Verdict Judged(ReplanningRule rule, string arriveBy = "12:00", string? renewed = null)
    {
        var state = State(arriveBy, renewed);
        return Verdict.Of(Of(rule), state, Proposal(state), Facts.Snapshot(), At("05:30"));
    }

    private static Replan Proposal(Itinerary state) => Replan.Of("shp-1", state, Facts.Snapshot(), At("05:30"))!;

    private static Policies Of(ReplanningRule rule) => Policies.Evolve(Policies.None, new ReplanningPolicyRevised("DEHAG", rule));

    private static Itinerary State(string arriveBy = "12:00", string? renewed = null) => Folded(
        Itinerary.None,
        new ItineraryRequested("shp-1", new Requirement("DEDTM", "DELUE", At("05:00"), At(arriveBy), 100, false)),
        new ItineraryPlanned("shp-1", 1, [First, Second], "Because.") { ByPolicy = renewed is null ? null : new RenewedByPolicy("DEHAG", "Because.", At(renewed)) },
        new EtaRevised("shp-1", 1, new Eta(Spread.Certain(At("09:30")), [], [1], []), At("05:20")));

    private static Itinerary Folded(Itinerary state, params object[] events) => events.Aggregate(state, Itinerary.Evolve);
}
