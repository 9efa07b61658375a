using FluentAssertions;
using Logistics.Routing.Etas;
using Logistics.Routing.Etas.Learning;
using Logistics.Routing.Hubs;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using NodaTime;
using Xunit;
using static Logistics.Routing.Tests.SmallNetwork;

namespace Logistics.Routing.Tests.Etas;

public sealed class Estimating_from_history
{
    private static readonly NetworkFacts Facts = WithHubs("DEDTM", "DEHAG").With("line", ("DEDTM", "06:00"), ("DEHAG", "07:00"));

    [Fact]
    public void A_corridor_that_takes_longer_than_planned_arrives_later()
    {
        var eta = Estimate(Facts, Taught(legs: 60, minutes: 75));

        eta.Arrival.P50.Should().BeGreaterThan(At("07:13")).And.BeLessThanOrEqualTo(At("07:15"));
        eta.Reasons.Should().ContainMatch("From DEDTM to DEHAG it takes 1? min more than planned, by 60 earlier legs.");
    }

    [Fact]
    public void A_hub_whose_runs_leave_late_delays_what_follows()
    {
        var late = EtaKnowledge.None with { Dwells = new DwellTimes(Enumerable.Repeat(new DepartureOutcome("DEDTM", "road", 12), 40).ToList()) };

        var eta = Estimate(Facts, late);

        eta.Milestones[0].Time.P50.Should().Be(At("06:12"));
        eta.Arrival.P50.Should().Be(At("07:12"));
        eta.Reasons.Should().Contain("Runs leave DEDTM 12 min late as a rule, by 40 departures.");
        Estimate(Facts.Delayed("line", 12), late).Arrival.P50.Should().Be(At("07:12"), "what the carrier says is no second delay");
    }

    [Fact]
    public void No_lorry_is_faster_than_its_driver_may_drive()
    {
        var far = NetworkFacts.Empty
            .Apply(new HubRegistered("DEDTM", Hub("Dortmund")))
            .Apply(new HubRegistered("PLWAW", Hub("Warszawa") with { Latitude = 52.2, Longitude = 21.0 }))
            .With("express", ("DEDTM", "06:00"), ("PLWAW", "16:00"));

        var eta = Estimate(far, EtaKnowledge.None, "PLWAW");

        eta.Arrival.P50.Should().BeGreaterThan(At("16:00") + Duration.FromHours(11));
        eta.Reasons.Should().ContainMatch("* of driving from Dortmund to Warszawa take * with breaks and rests (Regulation (EC) 561/2006).");
    }

    [Fact]
    public void A_world_whose_clock_runs_faster_has_faster_lorries()
    {
        var demo = (NetworkFacts.Empty with { RoadKilometresPerHour = 12 * 90 })
            .Apply(new HubRegistered("DEDTM", Hub("Dortmund")))
            .Apply(new HubRegistered("PLWAW", Hub("Warszawa") with { Latitude = 52.2, Longitude = 21.0 }))
            .With("express", ("DEDTM", "06:00"), ("PLWAW", "07:10"));

        Estimate(demo, EtaKnowledge.None, "PLWAW").Arrival.P50.Should().Be(At("07:10"));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Estimates_are_ordered_and_never_past(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var (delay, now) = (random.Next(180), At("05:00") + Duration.FromMinutes(random.Next(600)));
            var eta = Estimate(Facts.Delayed("line", delay), Taught(random), "DEHAG", now, departed: random.Next(2) == 0);

            eta.Milestones.Select(milestone => milestone.Time).Append(eta.Arrival).Should().OnlyContain(
                time => time.P50 >= now && time.P50 <= time.P80 && time.P80 <= time.P95, $"seed {seed}, round {round}, delay {delay}, now {now}");
        }
    }

    [Theory]
    [InlineData(13)]
    [InlineData(14)]
    public void More_delay_never_arrives_earlier(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 30; round++)
        {
            var (knowledge, now) = (Taught(random), At("05:00") + Duration.FromMinutes(random.Next(60)));
            var before = Instant.MinValue;
            for (var delay = 0; delay < 180; delay += random.Next(1, 20))
            {
                var arrival = Estimate(Facts.Delayed("line", delay), knowledge, "DEHAG", now).Arrival.P50;
                arrival.Should().BeGreaterThanOrEqualTo(before, $"seed {seed}, round {round}, delay {delay}");
                before = arrival;
            }
        }
    }

    private static EtaKnowledge Taught(Random random) => Taught(random.Next(80), random.Next(30, 120), random.Next(60));

    private static EtaKnowledge Taught(int legs, double minutes, double lateMinutes = 0)
    {
        var leg = new LegQuestion("DEDTM", "DEHAG", "road", At("06:00").WithOffset(Offset.FromHours(1)), 60, 1, 0);
        return new EtaKnowledge(
            LegTimeModel.Teach(Enumerable.Repeat(new LegOutcome(leg, minutes), legs).ToList(), new Experience([], hub => hub[..2])),
            new DwellTimes(lateMinutes > 0 ? Enumerable.Repeat(new DepartureOutcome("DEDTM", "road", lateMinutes), legs).ToList() : []));
    }

    private static Eta Estimate(
        NetworkFacts facts, EtaKnowledge knowledge, string to = "DEHAG", Instant? now = null, bool departed = false)
    {
        var planned = (Plan.Found)Planner.Plan(facts.Snapshot(), Query("DEDTM", to, "05:00"));
        var leg = planned.Legs[0];
        object[] events =
        [
            new ItineraryRequested("shp-1", new Requirement("DEDTM", to, At("05:00"), At("20:00"), 100, false)),
            new ItineraryPlanned("shp-1", 1, [leg with { Departure = At("06:00"), Arrival = leg.Arrival - (leg.Departure - At("06:00")) }], ""),
            .. departed ? [new ActualNoted("shp-1", Itinerary.Departed, "DEDTM", 0, At("06:01"), 60, 1)] : Array.Empty<object>(),
        ];
        var itinerary = events.Aggregate(Itinerary.None, Itinerary.Evolve);
        return EtaEstimator.Estimate("shp-1", itinerary, facts.Snapshot(), knowledge, now ?? At("05:00"))!;
    }
}
