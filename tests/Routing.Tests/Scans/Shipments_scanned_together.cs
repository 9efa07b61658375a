using FluentAssertions;
using Logistics.Routing.Planning.Scans;
using Xunit;
using Xunit.Abstractions;

namespace Logistics.Routing.Tests.Scans;

public sealed class Shipments_scanned_together(ITestOutputHelper output)
{
    private const int Networks = 300;

    [Fact]
    public void Arrive_as_each_alone_does_by_ways_that_can_be_gone() => ForAll((network, shipments, because) =>
    {
        var scan = ManyArrivals.OfThisThread;
        scan.Scan(new ClassTimetable(network.Timetable, new Anybody(network.Timetable.RunCount)), shipments, new AnyRoom(network.Timetable.RunCount));

        for (var lane = 0; lane < shipments.Length; lane++)
        {
            var (from, to, ready, _) = shipments[lane];
            var alone = EarliestArrival.OfThisThread.ToOne(network.Timetable, from, to, ready, int.MaxValue, new AnyRide());
            scan.ArrivalOf(lane).Should().Be(alone == EarliestArrival.Never ? ManyArrivals.Never : alone, $"{because}, lane {lane}");
            if (alone == EarliestArrival.Never) continue;
            Journeys.Check(network, scan.JourneyOf(lane), from, to, ready, int.MaxValue, because).Should().Be(alone, $"{because}, lane {lane}");
        }
    });

    [Fact]
    public void Ride_only_what_takes_each_of_them() => ForAll((network, shipments, because) =>
    {
        // The first eight find no room on every third run, the others do.
        var scan = ManyArrivals.OfThisThread;
        scan.Scan(new ClassTimetable(network.Timetable, new Anybody(network.Timetable.RunCount)), shipments, new AnyRoom(network.Timetable.RunCount, 0xff00));

        for (var lane = 0; lane < shipments.Length; lane++)
        {
            var (from, to, ready, _) = shipments[lane];
            var alone = lane < 8
                ? EarliestArrival.OfThisThread.ToOne(network.Timetable, from, to, ready, int.MaxValue, new NotEveryThird())
                : EarliestArrival.OfThisThread.ToOne(network.Timetable, from, to, ready, int.MaxValue, new AnyRide());
            scan.ArrivalOf(lane).Should().Be(alone, $"{because}, lane {lane}");
        }
    });

    private void ForAll(Action<GeneratedTimetable, (int From, int To, int Ready, int By)[], string> check)
    {
        var seed = Random.Shared.Next(1_000_000);
        output.WriteLine($"seed {seed}");
        for (var i = 0; i < Networks; i++)
        {
            var network = new GeneratedTimetable(seed + i);
            if (network.Timetable.Leaving.Count > 0) continue;
            var shipments = Enumerable.Range(0, 1 + (i % ManyArrivals.Most)).Select(_ => network.Query()).Select(q => (q.From, q.To, q.Ready, int.MaxValue)).ToArray();
            check(network, shipments, $"seed {seed + i}");
        }
    }

    private readonly struct NotEveryThird : IRideRule
    {
        public bool Admits(int run, int call) => run % 3 != 0;

        public bool Boards(int hub, int departure) => true;

        public bool Alights(int hub, int arrival) => true;

        public int Change(int hub, int seconds) => seconds;
    }
}
