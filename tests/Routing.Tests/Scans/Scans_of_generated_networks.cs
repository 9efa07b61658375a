using FluentAssertions;
using Logistics.Routing.Oracle;
using Logistics.Routing.Planning.Scans;
using Xunit;
using Xunit.Abstractions;

namespace Logistics.Routing.Tests.Scans;

public sealed class Scans_of_generated_networks(ITestOutputHelper output)
{
    private const int Networks = 400;
    private const int QueriesEach = 10;

    [Fact]
    public void Arrive_when_the_oracle_does_with_every_number_of_legs() => ForAll((network, query, because) =>
    {
        var expected = TimeDependentDijkstra.EarliestByLegs(
                network.Oracle, GeneratedTimetable.Name(query.From), GeneratedTimetable.Name(query.To), query.Ready, query.LastDeparture, Lanes.MostLegs)
            .Append(Earliest(network, query)).Select(at => at ?? Lanes.Never);

        ArrivalByLegs.OfThisThread.Scan(network.Timetable, query.From, query.To, query.Ready, query.LastDeparture, int.MaxValue, new AnyRide())
            .ToArray().Should().Equal(expected, because);
    });

    [Fact]
    public void Arrive_when_the_oracle_does_by_a_way_that_can_be_gone() => ForAll((network, query, because) =>
    {
        var scan = EarliestArrival.OfThisThread;
        var arrival = scan.ToOne(network.Timetable, query.From, query.To, query.Ready, query.LastDeparture, new AnyRide());

        arrival.Should().Be(Earliest(network, query) ?? EarliestArrival.Never, because);
        if (arrival == EarliestArrival.Never) return;
        Journeys.Check(network, scan.JourneyTo(query.To), query.From, query.To, query.Ready, query.LastDeparture, because).Should().Be(arrival, because);
    });

    [Fact]
    public void Keep_the_way_of_every_number_of_legs() => ForAll((network, query, because) =>
    {
        var scan = ArrivalByLegs.OfThisThread;
        var arrivals = scan.Scan(network.Timetable, query.From, query.To, query.Ready, query.LastDeparture, int.MaxValue, new AnyRide(), keepWays: true).ToArray();
        for (var legs = 1; legs < Lanes.Count; legs++)
        {
            // On foot there is nothing to ride.
            if (arrivals[legs] == Lanes.Never || arrivals[legs] == arrivals[0]) continue;
            var rides = scan.Journey(legs);
            Journeys.Check(network, rides, query.From, query.To, query.Ready, query.LastDeparture, because).Should().Be(arrivals[legs], $"{because}, {legs} legs");
            if (legs < Lanes.Any) rides.Count.Should().BeLessThanOrEqualTo(legs, because);
        }
    });

    [Fact]
    public void Arrive_at_all_hubs_when_the_oracle_does() => ForAll((network, query, because) =>
    {
        var scan = EarliestArrival.OfThisThread;
        scan.ToAll(network.Timetable, query.From, query.Ready, query.LastDeparture, new AnyRide());
        for (var hub = 0; hub < network.Hubs; hub++)
            scan.At(hub).Should().Be(Earliest(network, query with { To = hub }) ?? EarliestArrival.Never, $"{because}, hub {hub}");
    });

    [Fact]
    public void Leave_as_late_as_can_be_for_an_arrival_with_every_number_of_legs() => ForAll((network, query, because) =>
    {
        var arrivals = ArrivalByLegs.OfThisThread.Scan(network.Timetable, query.From, query.To, query.Ready, query.LastDeparture, int.MaxValue, new AnyRide()).ToArray();
        for (var legs = 1; legs < Lanes.Count; legs++)
        {
            // On foot it needs no run, and this scan is asked for runs.
            if (arrivals[legs] == Lanes.Never || arrivals[0] != Lanes.Never) continue;
            var scan = LatestDeparture.OfThisThread;
            scan.Scan(network.Timetable, query.From, query.To, query.Ready, arrivals[legs], query.LastDeparture, new AnyRide());

            var leaves = scan.Departures[legs];
            var journey = scan.Journey(legs);
            leaves.Should().BeGreaterThanOrEqualTo(query.Ready, because);
            Journeys.Check(network, journey, query.From, query.To, leaves, query.LastDeparture, because).Should().BeLessThanOrEqualTo(arrivals[legs], because);
            if (legs < Lanes.Any) journey.Count.Should().BeLessThanOrEqualTo(legs, because);
            var later = Expected(network, query with { Ready = leaves + 1 }, legs);
            (later is { } at && at <= arrivals[legs]).Should().BeFalse($"{because}, {legs} legs: it can leave after {leaves}");
        }
    });

    [Fact]
    public void Are_the_same_on_a_patched_timetable_as_on_one_built_anew() => ForAll((network, query, because) =>
    {
        var (patched, fresh) = network.Delayed();
        patched.ConnectionCount.Should().Be(fresh.ConnectionCount, because);
        Arrivals(patched).Should().Equal(Arrivals(fresh), because);

        int[] Arrivals(Logistics.Routing.Network.Timetables.Timetable timetable) => ArrivalByLegs.OfThisThread
            .Scan(timetable, query.From, query.To, query.Ready, query.LastDeparture, int.MaxValue, new AnyRide()).ToArray();
    });

    private static int? Earliest(GeneratedTimetable network, (int From, int To, int Ready, int LastDeparture) query) => TimeDependentDijkstra.Earliest(
        network.Oracle, GeneratedTimetable.Name(query.From), GeneratedTimetable.Name(query.To), query.Ready, query.LastDeparture);

    private static int? Expected(GeneratedTimetable network, (int From, int To, int Ready, int LastDeparture) query, int legs) => legs == Lanes.Any
        ? Earliest(network, query)
        : TimeDependentDijkstra.EarliestByLegs(
            network.Oracle, GeneratedTimetable.Name(query.From), GeneratedTimetable.Name(query.To), query.Ready, query.LastDeparture, legs)[legs];

    private void ForAll(Action<GeneratedTimetable, (int From, int To, int Ready, int LastDeparture), string> check)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        for (var i = 0; i < Networks; i++)
        {
            var network = new GeneratedTimetable(seed + i);
            for (var q = 0; q < QueriesEach; q++)
            {
                var query = network.Query();
                check(network, query, $"seed {seed + i}, query {q}: {query}");
            }
        }
    }
}
