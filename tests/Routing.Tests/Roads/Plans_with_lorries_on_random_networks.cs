using FluentAssertions;
using Logistics.Routing.Hauliers;
using Logistics.Routing.Hubs;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.Planning.Scans;
using Logistics.Routing.Roads;
using Logistics.Routing.ServiceRuns;
using Logistics.Routing.Tests.Planning;
using NodaTime;
using Xunit;
using Xunit.Abstractions;

namespace Logistics.Routing.Tests.Roads;

public sealed class Plans_with_lorries_on_random_networks(ITestOutputHelper output)
{
    private const int Networks = 40;

    [Fact]
    public void Arrive_when_the_oracle_does_and_keep_every_constraint()
    {
        var (byRoad, byBoth, none) = (0, 0, 0);
        ForAll((network, query, because) =>
        {
            var (plan, on) = RoadPlanner.Plan(network.Snapshot, query);
            var oracle = new ConstraintOracle(network.With(on.Facts), query);
            var lorries = new RoadOracle(on.Facts, query, on.End);
            var earliest = oracle.Earliest(Lanes.MostLegs, (hub, ready) => lorries.From(hub, ready));
            if (plan is not Plan.Found found)
            {
                none++;
                (earliest is null || earliest > query.ArriveBy).Should().BeTrue(because);
                return;
            }

            (found.Legs[^1].Arrival + Duration.FromMinutes(on.Facts.Hubs[query.ToHubId].HandlingMinutes ?? 0)).Should().Be(earliest!.Value, because);
            foreach (var leg in found.Legs) Hold(leg, on, oracle, lorries, because);
            foreach (var (leg, next) in found.Legs.Zip(found.Legs.Skip(1)))
            {
                next.FromHubId.Should().Be(leg.ToHubId, because);
                next.Departure.Should().BeGreaterThanOrEqualTo(leg.Arrival + oracle.Transfer(next.FromHubId), because);
            }

            if (found.Legs.All(leg => leg.Road is not null)) byRoad++;
            else if (found.Legs.Any(leg => leg.Road is not null)) byBoth++;
        });
        output.WriteLine($"{byRoad} by road, {byBoth} by road and timetable, {none} not at all");
        byRoad.Should().BeGreaterThan(3);
        byBoth.Should().BeGreaterThan(3);
        none.Should().BeGreaterThan(3);
    }

    private static void Hold(Leg leg, NetworkSnapshot on, ConstraintOracle oracle, RoadOracle lorries, string because)
    {
        oracle.MayBoard(leg.FromHubId, leg.Departure).Should().BeTrue(because);
        oracle.MayAlight(leg.ToHubId, leg.Arrival).Should().BeTrue(because);
        if (leg.Road is not null)
        {
            lorries.Arrival(leg.ServiceId, on.Facts.Hauliers[leg.ServiceId], leg.FromHubId, leg.ToHubId, leg.Departure).Should().Be(leg.Arrival, because);
            return;
        }

        var run = RunTimes.Of(on.Facts, new RunId(leg.ServiceId, leg.ServiceDate))!;
        Enumerable.Range(leg.FromCall, leg.ToCall - leg.FromCall).Should().OnlyContain(call => oracle.Admits(run, call), because);
    }

    private void ForAll(Action<ConstrainedNetwork, PlanQuery, string> check)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        for (var i = 0; i < Networks; i++)
        {
            var random = new Random(seed + i);
            var plain = new ConstrainedNetwork(seed + i);
            var network = plain.With(WithLorries(plain, random));
            for (var q = 0; q < 6; q++)
            {
                var query = Query(network, random);
                check(network, query, $"seed {seed + i}, query {q}: {query}");
            }
        }
    }

    // Distances that a lorry drives within a day.
    private static NetworkFacts WithLorries(ConstrainedNetwork plain, Random random)
    {
        var facts = plain.Facts;
        foreach (var (id, hub) in plain.Facts.Hubs) facts = facts.Apply(new HubRevised(id, hub with { Latitude = 50 + random.NextDouble(), Longitude = 7 + random.NextDouble() }));
        foreach (var id in Enumerable.Range(0, random.Next(1, 3)).Select(i => $"h{i}"))
        {
            facts = facts.Apply(new HaulierRegistered(id, new HaulierDetails(
                $"org-{random.Next(3)}", id, random.Next(15, 70), random.Next(25, 70), random.Next(2) * 90, new LocalDate(2019, 1, 1), new LocalDate(2019, 12, 31),
                random.Next(3, 9) * 100, random.Next(2) == 0)
            {
                DriverHours = random.Next(2) == 0 ? Enumerable.Range(1, 6).Select(day => new OpeningHours(day, new LocalTime(6, 0), new LocalTime(16, 30))).ToList() : null,
                HubIds = random.Next(4) == 0 ? [.. facts.Hubs.Keys.Take(3)] : null,
            }));
        }

        return facts;
    }

    private static PlanQuery Query(ConstrainedNetwork network, Random random)
    {
        var query = network.Query() with { Roads = RoadUse.Freely, VolumeM3 = 0, Units = 0, HazardClasses = [], Temperature = null, MinTransferMinutes = 0 };
        query = query with { OrderedAt = query.ReadyAt };
        if (random.Next(2) == 0) query = query with { FromHubId = Door.Origin, FromDoor = Anywhere(random) };
        return random.Next(2) == 0 ? query with { ToHubId = Door.Destination, ToDoor = Anywhere(random) } : query;
    }

    private static Door Anywhere(Random random) => new(50 + random.NextDouble(), 7 + random.NextDouble(), random.Next(2) == 0 ? "Europe/Warsaw" : null);
}
