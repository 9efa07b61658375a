using FluentAssertions;
using Logistics.Routing.Network.Timetables;
using Logistics.Routing.Planning.Scans;
using Xunit;
using Xunit.Abstractions;

namespace Logistics.Routing.Tests.Scans;

public sealed class Shipments_of_branches_scanned_together(ITestOutputHelper output)
{
    private const int Networks = 200;

    [Fact]
    public void Arrive_as_each_alone_does() => ForAll((network, classes, shipments, because) =>
    {
        var scan = ManyArrivals.OfThisThread;
        scan.Scan(classes, shipments, new AnyRoom(network.RunCount));

        for (var lane = 0; lane < shipments.Length; lane++)
        {
            var alone = ArrivalOf(network, shipments[lane], Lanes.Any);
            scan.ArrivalOf(lane).Should().Be(alone, $"{because}, {shipments[lane]}");
            CanBeGone(network, scan.JourneyOf(lane), shipments[lane], alone, $"{because}, {shipments[lane]}");
        }
    });

    [Fact]
    public void Arrive_as_one_for_whom_legs_are_not_counted() => ForAll((network, _, shipments, because) =>
    {
        var scan = EarliestArrival.OfThisThread;
        foreach (var shipment in shipments)
        {
            var alone = ArrivalOf(network, shipment, Lanes.Any);
            scan.ToOne(network, shipment.From, shipment.To, shipment.Ready, int.MaxValue, new AnyRide()).Should().Be(alone, $"{because}, {shipment}");
            CanBeGone(network, scan.JourneyTo(shipment.To), shipment, alone, $"{because}, {shipment}");
        }
    });

    [Fact]
    public void Arrive_with_few_legs_as_each_alone_does() => ForAll((network, classes, shipments, because) =>
    {
        var (told, asked) = (0, 0);
        foreach (var few in shipments.Chunk(ArrivalsWithFewLegs.Most))
        {
            var ways = ArrivalsWithFewLegs.OfThisThread.Scan(classes, few, new AnyRoom(network.RunCount));
            for (var i = 0; i < few.Length; i++)
            {
                asked++;
                if (ways[i] is not { } way) continue;
                told++;
                way.Count.Should().BeLessThanOrEqualTo(Lanes.MostLegs, because);
                CanBeGone(network, way, few[i], ArrivalOf(network, few[i], Lanes.MostLegs), $"{because}, {few[i]}");
            }
        }

        told.Should().BeGreaterThan(asked / 2, "who is left to be asked alone is the exception");
    });

    [Fact]
    public void Get_off_at_their_destination_though_nobody_could_wait_there() => ForAll((network, _, _, because) =>
    {
        // Out of a branch to its gate, into one from its gate, and along the ring: one leg is all that can be.
        var shipments = Enumerable.Range(0, BranchedTimetable.Ring)
            .SelectMany(hub => new[] { (BranchedTimetable.Ring + (3 * hub), hub), (hub, BranchedTimetable.Ring + (3 * hub)) })
            .Append((0, 1)).Select(ends => (From: ends.Item1, To: ends.Item2, Ready: 0, By: int.MaxValue)).ToArray();
        var classes = new ClassTimetable(network, new NobodyWaits(network.RunCount));

        ManyArrivals.OfThisThread.Scan(classes, shipments, new AnyRoom(network.RunCount));

        for (var lane = 0; lane < shipments.Length; lane++)
        {
            var direct = DirectArrival(network, shipments[lane]);
            ManyArrivals.OfThisThread.ArrivalOf(lane).Should().Be(direct, $"{because}, {shipments[lane]}");
            var few = ArrivalsWithFewLegs.OfThisThread.Scan(classes, [shipments[lane]], new AnyRoom(network.RunCount))[0];
            if (few is not null) CanBeGone(network, few, shipments[lane], direct, $"{because}, {shipments[lane]}");
        }
    });

    // With at most a leg, of those that arrive within days of the earliest.
    private static int DirectArrival(Timetable network, (int From, int To, int Ready, int By) asked) =>
        ArrivalByLegs.OfThisThread.Scan(network, asked.From, asked.To, asked.Ready, int.MaxValue, 30 * 86_400, new AnyRide())[1];

    private static int ArrivalOf(Timetable network, (int From, int To, int Ready, int By) asked, int legs) =>
        ArrivalByLegs.OfThisThread.Scan(network, asked.From, asked.To, asked.Ready, int.MaxValue, 0, new AnyRide())[legs];

    private static void CanBeGone(Timetable network, IReadOnlyList<Ride> way, (int From, int To, int Ready, int By) asked, int arrival, string because)
    {
        var (at, ready) = (asked.From, asked.Ready);
        foreach (var ride in way)
        {
            ride.Board.From.Should().Be(at, because);
            ride.Board.Departure.Should().BeGreaterThanOrEqualTo(ready, because);
            ride.Alight.Run.Should().Be(ride.Board.Run, because);
            ride.Alight.Call.Should().BeGreaterThanOrEqualTo(ride.Board.Call, because);
            (at, ready) = (ride.Alight.To, ride.Alight.Arrival + network.ChangeSeconds[ride.Alight.To]);
        }

        (way.Count > 0 ? (at, way[^1].Alight.Arrival) : (asked.To, Lanes.Never)).Should().Be((asked.To, arrival), because);
    }

    private void ForAll(Action<Timetable, ClassTimetable, (int From, int To, int Ready, int By)[], string> check)
    {
        var seed = Random.Shared.Next(1_000_000);
        output.WriteLine($"seed {seed}");
        for (var i = 0; i < Networks; i++)
        {
            var network = new BranchedTimetable(seed + i);
            var shipments = Enumerable.Range(0, ManyArrivals.Most).Select(_ => network.Shipment()).ToArray();
            check(network.Timetable, new ClassTimetable(network.Timetable, new Anybody(network.Timetable.RunCount)), shipments, $"seed {seed + i}");
        }
    }
}
