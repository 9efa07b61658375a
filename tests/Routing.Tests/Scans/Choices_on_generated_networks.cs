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
