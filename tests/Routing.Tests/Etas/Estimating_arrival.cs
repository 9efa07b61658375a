using FluentAssertions;
using Logistics.Routing.Etas;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ServiceRuns;
using Xunit;
using static Logistics.Routing.Tests.SmallNetwork;

namespace Logistics.Routing.Tests.Etas;

public sealed class Estimating_arrival
{
    private static readonly NetworkFacts Facts = WithHubs("DEDTM", "DEHAG", "DELUE")
        .With("first", ("DEDTM", "06:00"), ("DEHAG", "06:30"))
        .With("second", ("DEHAG", "06:45"), ("DELUE", "07:20"))
        .With("later", ("DEHAG", "08:00"), ("DELUE", "08:40"));

    [Fact]
    public void On_plan_is_the_timetable_with_a_spread()
    {
        var eta = Estimate(Facts, "05:00");

        eta.Arrival.P50.Should().Be(At("07:20"));
        eta.Arrival.P80.Should().BeGreaterThan(eta.Arrival.P50);
        eta.Arrival.P95.Should().BeGreaterThan(eta.Arrival.P80);
        eta.Milestones.Select(milestone => (milestone.LegIndex, milestone.Kind, milestone.HubId)).Should().Equal(
            (0, "departed", "DEDTM"), (0, "arrived", "DEHAG"), (1, "departed", "DEHAG"), (1, "arrived", "DELUE"));
        eta.MissedConnections.Should().BeEmpty();
        eta.Reasons.Should().Equal("Not on the way yet; planned to leave DEDTM 23 Nov 06:00.");
    }

    [Fact]
    public void A_delay_within_the_dwell_changes_nothing_at_the_destination()
    {
        var eta = Estimate(Facts.Delayed("first", 5), "05:00");

        eta.Arrival.P50.Should().Be(At("07:20"));
        eta.Milestones[1].Time.P50.Should().Be(At("06:35"));
        eta.Reasons.Should().Contain("The run first from DEDTM to DEHAG is reported 5 min late: Stau.")
            .And.Contain("Only 0 min more than the minimum transfer at DEHAG.");
    }

    [Fact]
    public void A_delay_beyond_it_misses_the_connection_and_takes_the_best_later_run()
    {
        var eta = Estimate(Facts.Delayed("first", 20), "05:00");

        eta.MissedConnections.Should().Equal(1);
        eta.Arrival.P50.Should().Be(At("08:40"));
        eta.Milestones.Last().Should().Match<MilestoneEta>(last => last.LegIndex == 1 && last.HubId == "DELUE" && last.Time.P50 == At("08:40"));
        eta.Reasons.Should().Contain("Connection at DEHAG missed by 15 min: the run second leaves 23 Nov 06:45, the goods can be ready 23 Nov 07:00.")
            .And.Contain("Best later way: the run later from DEHAG 23 Nov 08:00, 1 leg, arriving 23 Nov 08:40.");
    }

    [Fact]
    public void A_connection_that_waits_for_its_feeder_is_not_missed() =>
        Estimate(Facts.Delayed("first", 20).Delayed("second", 30), "05:00").Should().Match<Eta>(
            eta => eta.MissedConnections.Count == 0 && eta.Arrival.P50 == At("07:50"));

    [Fact]
    public void Without_a_later_run_a_day_is_added() => Estimate(
            WithHubs("DEDTM", "DEHAG", "DELUE").With("first", ("DEDTM", "06:00"), ("DEHAG", "06:30"))
                .With("second", Service(("DEHAG", "06:45"), ("DELUE", "07:20")) with { ValidTo = Monday }).Delayed("first", 20), "05:00")
        .Should().Match<Eta>(eta => eta.Arrival.P50 == At("31:20") && eta.Reasons.Last().Contains("a day is added"));

    [Fact]
    public void What_left_late_arrives_late_and_what_was_seen_is_no_estimate_any_more()
    {
        var eta = Estimate(Facts, "06:05", ("departed", "DEDTM", 0, "06:04"));

        eta.Milestones[0].Should().Match<MilestoneEta>(next => next.Kind == "arrived" && next.Time.P50 == At("06:34"));
        eta.Reasons[0].Should().Be("Left DEDTM 23 Nov 06:04, 4 min after plan.");
    }

    [Fact]
    public void An_arrival_implies_the_departure_that_nobody_saw()
    {
        var eta = Estimate(Facts, "06:32", ("arrived", "DEHAG", 0, "06:29"));

        eta.Milestones.Select(milestone => milestone.Kind).Should().Equal("departed", "arrived");
        eta.Reasons[0].Should().Be("Arrived at DEHAG 23 Nov 06:29, 1 min before plan.");
    }

    [Fact]
    public void Comes_closer_as_the_goods_come_closer()
    {
        var before = Estimate(Facts, "05:00").Arrival;
        var after = Estimate(Facts, "07:10", ("departed", "DEHAG", 1, "06:45")).Arrival;

        (after.P95 - after.P50).Should().BeLessThan(before.P95 - before.P50);
    }

    [Fact]
    public void What_is_overdue_is_expected_later_the_longer_it_is_missing()
    {
        var eta = Estimate(Facts, "06:20");

        eta.Milestones[0].Time.P50.Should().Be(At("06:30"));
        eta.Reasons.Should().Contain("Departure from DEDTM was due 23 Nov 06:00 and has not been observed for 20 min.");
        eta.MissedConnections.Should().Equal(1);
    }

    [Fact]
    public void Goods_seen_elsewhere_go_on_from_there()
    {
        var eta = Estimate(Facts.With("back", ("DEHAM", "09:00"), ("DELUE", "12:00")).Apply(new Routing.Hubs.HubRegistered("DEHAM", Hub("Hamburg"))),
            "08:00", ("departed", "DEDTM", 0, "06:00"), ("arrived", "DEHAM", -1, "07:30"));

        eta.Arrival.P50.Should().Be(At("12:00"));
        eta.Reasons[0].Should().Be("Seen at Hamburg 23 Nov 07:30, which is not on the itinerary.");
    }

    [Fact]
    public void Goods_brought_to_the_first_hub_have_not_strayed()
    {
        var eta = Estimate(Facts, "05:30", ("arrived", "DEDTM", -1, "05:20"));

        eta.Arrival.P50.Should().Be(At("07:20"));
        eta.Reasons.Should().Equal("Not on the way yet; planned to leave DEDTM 23 Nov 06:00.");
    }

    [Fact]
    public void A_cancelled_run_is_missed_and_the_best_later_one_taken()
    {
        var onward = Estimate(Facts.Apply(new RunCancelled("second", Monday, 0, "Streik")), "05:00");
        onward.MissedConnections.Should().Equal(1);
        onward.Arrival.P50.Should().Be(At("08:40"));
        onward.Reasons.Should().Contain("The run second from DEHAG to DELUE is cancelled: Streik.");

        var first = Estimate(Facts.Apply(new RunCancelled("first", Monday, 0, "")), "05:00");
        first.MissedConnections.Should().Contain(0);
        first.Arrival.P50.Should().BeGreaterThan(At("24:00"), "the next run is tomorrow's");
        Estimate(Facts.Apply(new RunCancelled("first", Monday, 0, "")), "06:10", ("departed", "DEDTM", 0, "06:01"))
            .MissedConnections.Should().BeEmpty("it was seen to leave");
    }

    [Fact]
    public void Arrived_goods_have_arrived()
    {
        var eta = Estimate(Facts, "07:30", ("arrived", "DELUE", 1, "07:21"));

        eta.Arrival.Should().Be(Spread.Certain(At("07:21")));
        eta.Milestones.Should().BeEmpty();
    }

    [Fact]
    public void Is_the_same_for_the_same_question() =>
        EventStore.EventJson.Serialize(Estimate(Facts.Delayed("first", 20), "05:00"))
            .Should().Be(EventStore.EventJson.Serialize(Estimate(Facts.Delayed("first", 20), "05:00")));

    private static Eta Estimate(NetworkFacts facts, string now, params (string Kind, string Hub, int Leg, string At)[] actuals)
    {
        var requirement = new Requirement("DEDTM", "DELUE", At("05:00"), At("20:00"), 100, false);
        var planned = (Plan.Found)Planner.Plan(Facts.Snapshot(), Query("DEDTM", "DELUE", "05:00"));
        object[] events =
        [
            new ItineraryRequested("shp-1", requirement),
            new ItineraryPlanned("shp-1", 1, planned.Legs, planned.Explanation),
            .. actuals.Select((actual, i) => new ActualNoted("shp-1", actual.Kind, actual.Hub, actual.Leg, At(actual.At), 60, i + 1)),
        ];
        var itinerary = events.Aggregate(Itinerary.None, Itinerary.Evolve);
        return EtaEstimator.Estimate("shp-1", itinerary, facts.Snapshot(), EtaKnowledge.None, At(now))!;
    }
}
