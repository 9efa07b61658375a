using FluentAssertions;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.Planning.Scans;
using Logistics.Routing.ServiceRuns;
using NodaTime;
using Xunit;
using Xunit.Abstractions;

namespace Logistics.Routing.Tests.Planning;

public sealed class Plans_under_all_constraints(ITestOutputHelper output)
{
    private const int Networks = 80;

    [Fact]
    public void Keep_each_of_them_and_are_the_oracles()
    {
        var (found, none) = (0, new Dictionary<string, int>());
        ForAll((network, oracle, query, because) =>
        {
            var earliest = oracle.Earliest(Lanes.MostLegs);
            switch (Planner.Plan(network.Snapshot, query))
            {
                case Plan.None no:
                    none[no.Constraint] = none.GetValueOrDefault(no.Constraint) + 1;
                    (earliest is null || earliest > query.ArriveBy).Should().BeTrue(because);
                    break;
                case Plan.Found plan:
                    found++;
                    (plan.Legs[^1].Arrival + Handling(network, query)).Should().Be(earliest!.Value, because);
                    Hold(plan.Legs, network, oracle, query, because);
                    break;
            }
        });
        output.WriteLine($"{found} found; {string.Join(", ", none.Select(of => $"{of.Key} {of.Value}"))}");
        found.Should().BeGreaterThan(50);
        none.Keys.Should().Contain([Constraints.Capacity, Constraints.OpeningHours, Constraints.Temperature, Constraints.DangerousGoods, Constraints.Carriers]);
    }

    [Fact]
    public void Leave_as_late_as_the_appointment_allows() => ForAll((network, oracle, query, because) =>
    {
        if (query.ArriveBy == Instant.MaxValue) return;
        var legs = Planner.Latest(network.Snapshot, query);
        var inTime = oracle.Earliest(Lanes.MostLegs) is { } earliest && earliest <= query.ArriveBy;
        (legs.Count > 0).Should().Be(inTime, because);
        if (legs.Count == 0) return;
        Hold(legs, network, oracle, query, because);
        var cutOff = Duration.FromMinutes(network.Facts.Hubs[query.FromHubId].CutOffMinutes ?? 0);
        var later = new ConstraintOracle(network, query with { ReadyAt = legs[0].Departure + Duration.FromSeconds(1) - cutOff }).Earliest(Lanes.MostLegs);
        (later <= query.ArriveBy).Should().BeFalse(because);
    });

    [Fact]
    public void Of_many_shipments_at_once_share_the_room_and_are_as_early_as_each_alone() => ForAll((network, _, query, because) =>
    {
        var queries = Enumerable.Range(0, 6).Select(i => query with { ShipmentId = $"shp-{i}", CollectWindows = [], WeightKg = 100 * (i % 3) }).ToList();
        var plans = ManyShipments.Plan(network.Snapshot, queries);
        var room = new RoomTaken(network.Snapshot);
        for (var i = 0; i < queries.Count; i++)
        {
            var alone = Planner.Plan(room.Network, queries[i]) as Plan.Found;
            (plans[i].Count > 0 ? plans[i][^1].Arrival : (Instant?)null).Should().Be(alone?.Legs[^1].Arrival, $"{because}, shipment {i}");
            if (plans[i].Count > 0) room.Take(plans[i], queries[i]);
        }
    });

    [Fact]
    public void Compared_with_each_other_keep_each_of_them_too() => ForAll((network, oracle, query, because) =>
    {
        var options = Comparison.Of(network.Snapshot, query, byCost: true);
        (Planner.Plan(network.Snapshot, query) is Plan.Found plan ? plan.Legs[^1].Arrival : (Instant?)null)
            .Should().Be(options.Count > 0 ? options[0].Arrival : null, because);
        foreach (var option in options) Hold(option.Legs, network, oracle, query, because);
    });

    private static Duration Handling(ConstrainedNetwork network, PlanQuery query) => Duration.FromMinutes(network.Facts.Hubs[query.ToHubId].HandlingMinutes ?? 0);

    private static void Hold(IReadOnlyList<Leg> legs, ConstrainedNetwork network, ConstraintOracle oracle, PlanQuery query, string because)
    {
        (legs[0].FromHubId, legs[^1].ToHubId).Should().Be((query.FromHubId, query.ToHubId), because);
        legs[0].Departure.Should().BeGreaterThanOrEqualTo(
            query.ReadyAt + Duration.FromMinutes(network.Facts.Hubs[query.FromHubId].CutOffMinutes ?? 0), because);
        if (query.ArriveBy != Instant.MaxValue) (legs[^1].Arrival + Handling(network, query)).Should().BeLessThanOrEqualTo(query.ArriveBy, because);
        for (var i = 0; i < legs.Count; i++)
        {
            var run = RunTimes.Of(network.Facts, new RunId(legs[i].ServiceId, legs[i].ServiceDate))!;
            Enumerable.Range(legs[i].FromCall, legs[i].ToCall - legs[i].FromCall).Should().OnlyContain(call => oracle.Admits(run, call), because);
            oracle.MayBoard(legs[i].FromHubId, legs[i].Departure).Should().BeTrue(because);
            oracle.MayAlight(legs[i].ToHubId, legs[i].Arrival).Should().BeTrue(because);
            if (i > 0) legs[i].Departure.Should().BeGreaterThanOrEqualTo(legs[i - 1].Arrival + oracle.Transfer(legs[i].FromHubId), because);
        }
    }

    private void ForAll(Action<ConstrainedNetwork, ConstraintOracle, PlanQuery, string> check)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        for (var i = 0; i < Networks; i++)
        {
            var network = new ConstrainedNetwork(seed + i);
            for (var q = 0; q < 10; q++)
            {
                var query = network.Query();
                check(network, new ConstraintOracle(network, query), query, $"seed {seed + i}, query {q}: {query}");
            }
        }
    }
}
