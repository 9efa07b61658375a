using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.Planning.Scans;
using NodaTime;

namespace Logistics.Routing.Bench;

/// <summary>Random depots, ready at any time of Monday to Wednesday: what leaves later may not arrive in the week.</summary>
internal sealed class Questions
{
    private const int Day = 24 * 3600;
    private readonly List<(int From, int To, int Ready)> all;
    private readonly PlainDijkstra plain;

    internal Questions(NetworkSnapshot network, int seed)
    {
        Network = network;
        var random = new Random(seed);
        all = Enumerable.Range(0, 1000).Select(_ => (
            network.HubIndex(FreightNetwork.Depot(random))!.Value, network.HubIndex(FreightNetwork.Depot(random))!.Value,
            network.Seconds(FreightNetwork.Monday.AtMidnight().InUtc().ToInstant()) + random.Next(3 * Day))).ToList();
        plain = new PlainDijkstra(network);
    }

    internal NetworkSnapshot Network { get; }

    internal void EarliestArrival()
    {
        var scan = Logistics.Routing.Planning.Scans.EarliestArrival.OfThisThread;
        var unreached = 0;
        var compared = all.Take(100).ToList();
        foreach (var (from, to, ready) in compared)
        {
            var arrival = scan.ToOne(Network.Timetable, from, to, ready, int.MaxValue, new AnyRide());
            if (arrival != plain.Earliest(from, to, ready)) throw new InvalidOperationException($"Dijkstra disagrees: {from} to {to} at {ready}.");
            if (arrival == Lanes.Never) unreached++;
        }

        Console.WriteLine($"{compared.Count} questions, {unreached} without an answer; plain Dijkstra answers the same");
        var times = Report.Times(all, question => scan.ToOne(Network.Timetable, question.From, question.To, question.Ready, int.MaxValue, new AnyRide()));
        var plainTimes = Report.Times(compared, question => plain.Earliest(question.From, question.To, question.Ready));
        Report.Line("ea_p50_ms", Report.Percentile(times, 0.5), "ms", Report.Percentile(plainTimes, 0.5));
        Report.Line("ea_p95_ms", Report.Percentile(times, 0.95), "ms", Report.Percentile(plainTimes, 0.95));

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var (from, to, ready) in all)
        {
            scan.ToOne(Network.Timetable, from, to, ready, int.MaxValue, new AnyRide());
            ArrivalByLegs.OfThisThread.Scan(Network.Timetable, from, to, ready, int.MaxValue, Day, new AnyRide());
        }

        before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var (from, to, ready) in all)
        {
            scan.ToOne(Network.Timetable, from, to, ready, int.MaxValue, new AnyRide());
            ArrivalByLegs.OfThisThread.Scan(Network.Timetable, from, to, ready, int.MaxValue, Day, new AnyRide());
        }

        Report.Line("alloc_bytes", GC.GetAllocatedBytesForCurrentThread() - before, "bytes");
    }

    internal void Pareto()
    {
        var byLegs = Report.Times(all, question => ArrivalByLegs.OfThisThread.Scan(
            Network.Timetable, question.From, question.To, question.Ready, int.MaxValue, Day, new AnyRide()));
        var compared = all.Take(30).ToList();
        foreach (var question in compared) CompareByLegs(question);
        var plainTimes = Report.Times(compared, question => plain.EarliestByLegs(question.From, question.To, question.Ready, Day));
        Report.Line("pareto_p50_ms", Report.Percentile(byLegs, 0.5), "ms", Report.Percentile(plainTimes, 0.5));
        Report.Line("pareto_p95_ms", Report.Percentile(byLegs, 0.95), "ms", Report.Percentile(plainTimes, 0.95));

        var options = 0;
        var four = Report.Times(all.Take(200).ToList(), question => options += Four(question).Count);
        Report.Line("pareto4_p50_ms", Report.Percentile(four, 0.5), "ms");
        Report.Line("pareto4_p95_ms", Report.Percentile(four, 0.95), "ms");
        Console.WriteLine($"{options / 400.0:0.0} ways a question");

        var planned = Report.Times(all.Take(300).ToList(), question => Planner.Plan(Network, QueryOf(question)));
        Report.Line("plan_p50_ms", Report.Percentile(planned, 0.5), "ms");
        Report.Line("plan_p95_ms", Report.Percentile(planned, 0.95), "ms");
    }

    internal void OneToAll()
    {
        var scan = Logistics.Routing.Planning.Scans.EarliestArrival.OfThisThread;
        var some = all.Take(200).ToList();
        var times = Report.Times(some, question => scan.ToAll(Network.Timetable, question.From, question.Ready, int.MaxValue, new AnyRide()));
        var plainTimes = Report.Times(some.Take(20).ToList(), question => plain.Earliest(question.From, -1, question.Ready));
        Report.Line("one_to_all_ms", Report.Percentile(times, 0.5), "ms", Report.Percentile(plainTimes, 0.5));
        Report.Line("one_to_all_p95_ms", Report.Percentile(times, 0.95), "ms", Report.Percentile(plainTimes, 0.95));
    }

    private void CompareByLegs((int From, int To, int Ready) question)
    {
        var ours = ArrivalByLegs.OfThisThread.Scan(
            Network.Timetable, question.From, question.To, question.Ready, int.MaxValue, Day, new AnyRide())[..(Lanes.MostLegs + 1)].ToArray();
        var plains = plain.EarliestByLegs(question.From, question.To, question.Ready, Day);
        // Later than a day after the earliest either may know more than the other.
        for (var legs = 1; legs <= Lanes.MostLegs; legs++)
        {
            if (ours[legs] != plains[legs] && Math.Min(ours[legs], plains[legs]) <= (long)plains[^1] + Day)
                throw new InvalidOperationException($"Dijkstra disagrees: {question} with {legs} legs, {ours[legs]} and {plains[legs]}.");
        }
    }

    private IReadOnlyList<Option> Four((int From, int To, int Ready) question) => Comparison.Of(Network, QueryOf(question), byCost: true);

    private PlanQuery QueryOf((int From, int To, int Ready) question) => new(
        Network.HubIds[question.From], Network.HubIds[question.To], Network.At(question.Ready), Instant.MaxValue, 800, false);
}
