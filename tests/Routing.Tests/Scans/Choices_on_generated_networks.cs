using FluentAssertions;
using Logistics.Routing.Planning.Scans;
using Xunit;
using Xunit.Abstractions;

namespace Logistics.Routing.Tests.Scans;

public sealed class Choices_on_generated_networks(ITestOutputHelper output)
{
    private const int Networks = 200;

    [Fact]
    public void Are_exactly_those_that_nothing_betters_by_ways_that_can_be_gone()
    {
        var several = 0;
        ForAll((network, query, seed, because) =>
        {
            var prices = new RunPrices(seed);
            var deadline = query.Ready + 100_000;
            var scan = ParetoScan.OfThisThread;
            var options = scan.Scan(network.Timetable, query.From, query.To, query.Ready, deadline, new AnyRide(), prices);

            options.Select(way => (way.Arrival, way.Legs, way.Cost, way.Co2e)).Order().Should()
                .Equal(new ParetoOracle(network, prices, query.To, deadline).Ways(query.From, query.Ready, Lanes.MostLegs), because);
            if (options.Count > 1) several++;
            foreach (var option in options)
            {
                var rides = scan.Journey(option);
                rides.Count.Should().Be(option.Legs, because);
                Journeys.Check(network, rides, query.From, query.To, query.Ready, deadline, because).Should().Be(option.Arrival, because);
                rides.Sum(ride => prices.CostPerLeg(ride.Board.Run) + prices.CostTo(ride.Board.Run, ride.Alight.Call + 1) - prices.CostTo(ride.Board.Run, ride.Board.Call))
                    .Should().Be(option.Cost, because);
            }
        });
        several.Should().BeGreaterThan(100);
    }

    [Fact]
    public void From_everywhere_to_one_hub_arrive_as_each_alone_does() => ForAll((network, query, _, because) =>
    {
        if (network.Timetable.Leaving.Count > 0) return;
        var (latest, profile) = (query.Ready + 200_000, ArrivalProfile.OfThisThread);
        profile.Scan(network.Timetable, query.To, query.Ready, latest, new AnyRide());
        for (var hub = 0; hub < network.Hubs; hub++)
        {
            if (hub == query.To) continue;
            var alone = EarliestArrival.OfThisThread.ToOne(network.Timetable, hub, query.To, query.Ready, int.MaxValue, new AnyRide());
            var expected = alone > latest ? ArrivalProfile.Never : alone;
            profile.ArrivalFrom(hub, query.Ready).Should().Be(expected, $"{because}, from {hub}");
            if (expected == ArrivalProfile.Never) continue;
            Journeys.Check(network, profile.Journey(hub, query.Ready, new AnyRide()), hub, query.To, query.Ready, int.MaxValue, because).Should().Be(expected, because);
        }
    });

    private void ForAll(Action<GeneratedTimetable, (int From, int To, int Ready, int LastDeparture), int, string> check)
    {
        var seed = Random.Shared.Next(1_000_000);
        output.WriteLine($"seed {seed}");
        for (var i = 0; i < Networks; i++)
        {
            var network = new GeneratedTimetable(seed + i);
            for (var q = 0; q < 4; q++)
            {
                var query = network.Query();
                check(network, query, seed + i, $"seed {seed + i}, query {q}: {query}");
            }
        }
    }
}
