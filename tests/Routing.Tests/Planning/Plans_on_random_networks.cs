using FluentAssertions;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.Planning.Scans;
using Logistics.Routing.ServiceRuns;
using NodaTime;
using Xunit;
using Xunit.Abstractions;

namespace Logistics.Routing.Tests.Planning;

public sealed class Plans_on_random_networks(ITestOutputHelper output)
{
    private const int Networks = 100;
    private const int QueriesEach = 20;

    [Fact]
    public void Arrive_as_early_as_the_oracle_says_and_keep_every_constraint()
    {
        var (found, none) = (0, 0);
        ForAll((network, oracle, query, because) =>
        {
            var earliest = oracle.Earliest(query, Lanes.MostLegs);
            switch (Planner.Plan(network.Snapshot, query))
            {
                case Plan.None:
                    none++;
                    (earliest is null || earliest > query.ArriveBy).Should().BeTrue(because);
                    break;
                case Plan.Found plan:
                    found++;
                    plan.Legs[^1].Arrival.Should().Be(earliest!.Value, because);
                    Hold(plan.Legs, network, oracle, query, because);
                    break;
            }
        });
        // A generator that only makes one kind proves nothing.
        found.Should().BeGreaterThan(300);
        none.Should().BeGreaterThan(300);
    }

    [Fact]
    public void Have_the_fewest_legs_and_the_latest_departure_among_equal_arrivals() => ForAll((network, oracle, query, because) =>
    {
        if (Planner.Plan(network.Snapshot, query) is not Plan.Found { Legs: var legs }) return;

        var arrival = legs[^1].Arrival;
        if (legs.Count > 1)
            (oracle.Earliest(query, legs.Count - 1) is { } fewer && fewer <= arrival).Should().BeFalse($"{because}, legs");
        var later = query with { ReadyAt = legs[0].Departure + Duration.FromSeconds(1) };
        (oracle.Earliest(later, legs.Count) is { } departing && departing <= arrival).Should().BeFalse($"{because}, departure");
    });

    [Fact]
    public void Answer_for_every_number_of_legs_as_the_oracle_does() => ForAll((network, oracle, query, because) =>
    {
        var arrivals = Planner.Arrivals(network.Snapshot, query, Admission.Of(network.Snapshot, query));
        for (var most = 1; most <= Lanes.MostLegs; most++)
        {
            var best = arrivals.Take(most + 1).Min();
            // Later than a day after the best of all is not looked for.
            if (best == Planner.Never) continue;
            network.Snapshot.At(best).Should().Be(oracle.Earliest(query, most)!.Value, $"{because}, {most} legs");
        }
    });

    private static void Hold(IReadOnlyList<Leg> legs, RandomNetwork network, Oracle oracle, PlanQuery query, string because)
    {
        (legs[0].FromHubId, legs[^1].ToHubId).Should().Be((query.FromHubId, query.ToHubId), because);
        legs[0].Departure.Should().BeGreaterThanOrEqualTo(query.ReadyAt, because);
        legs[^1].Arrival.Should().BeLessThanOrEqualTo(query.ArriveBy, because);
        for (var i = 0; i < legs.Count; i++)
        {
            var run = RunTimes.Of(network.Facts, new RunId(legs[i].ServiceId, legs[i].ServiceDate))!;
            run.Calls[legs[i].FromCall].Should().Match<CallTimes>(
                call => call.HubId == legs[i].FromHubId && call.Departure == legs[i].Departure, because);
            run.Calls[legs[i].ToCall].Should().Match<CallTimes>(
                call => call.HubId == legs[i].ToHubId && call.Arrival == legs[i].Arrival, because);
            Enumerable.Range(legs[i].FromCall, legs[i].ToCall - legs[i].FromCall)
                .Should().OnlyContain(call => oracle.Admits(run, call, query), because);
            if (i == 0) continue;
            legs[i].FromHubId.Should().Be(legs[i - 1].ToHubId, because);
            legs[i].Departure.Should().BeGreaterThanOrEqualTo(legs[i - 1].Arrival + oracle.Transfer(legs[i].FromHubId), because);
        }
    }

    private void ForAll(Action<RandomNetwork, Oracle, PlanQuery, string> check)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        for (var i = 0; i < Networks; i++)
        {
            var network = new RandomNetwork(seed + i);
            var oracle = new Oracle(network.Facts, network.Runs, network.Snapshot.End);
            for (var q = 0; q < QueriesEach; q++)
            {
                var query = network.Query();
                check(network, oracle, query, $"seed {seed + i}, query {q}: {query}");
            }
        }
    }
}
