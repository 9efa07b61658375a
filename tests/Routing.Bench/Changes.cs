using System.Diagnostics;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.Planning.Scans;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Bench;

internal static class Changes
{
    /// <summary>From the event to the answer of the new snapshot: the delay is folded, the pages replaced, one question asked.</summary>
    internal static void Delay(NetworkSnapshot network, int seed)
    {
        var random = new Random(seed);
        var runs = Enumerable.Range(0, 200).Select(_ => network.Runs[random.Next(network.Runs.Count)].Id).ToList();
        var times = Report.Times(runs, id =>
        {
            var facts = network.Facts.Apply(new DelayReported(id.ServiceId, id.ServiceDate, 0, random.Next(10, 300), "Stau"));
            var patched = network.WithRun(facts, id);
            EarliestArrival.OfThisThread.ToOne(patched.Timetable, 20_000, 21_000, 86_400 + random.Next(4 * 86_400), int.MaxValue, new AnyRide());
        });
        Report.Line("patch_ms", Report.Percentile(times, 0.5), "ms");
        Report.Line("patch_p95_ms", Report.Percentile(times, 0.95), "ms");
    }

    /// <summary>A main hub is shut for two days: 10,000 shipments to 500 places are planned anew, and share what room there is.</summary>
    internal static void Replan(NetworkSnapshot network, int seed)
    {
        var random = new Random(seed);
        var monday = FreightNetwork.Monday.AtMidnight().InUtc().ToInstant();
        var shut = network.WithHours(
            network.Facts.Apply(new Hubs.HubClosed(FreightNetwork.Id(7), new Hubs.Closure(monday, monday + Duration.FromDays(2), "Hochwasser"))), FreightNetwork.Id(7));
        var places = Enumerable.Range(0, 500).Select(_ => FreightNetwork.Depot(random)).ToList();
        var affected = Enumerable.Range(0, 10_000).Select(i => new PlanQuery(
            FreightNetwork.Depot(random), places[random.Next(places.Count)], monday + Duration.FromMinutes(random.Next(1440)),
            monday + Duration.FromDays(4), random.Next(50, 1500), random.Next(10) == 0, $"shp-{i}")).ToList();

        ManyShipments.Plan(shut, affected.Where(query => query.ToHubId == places[0]).ToList());
        var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var plans = ManyShipments.Plan(shut, affected);
        Report.Line("replan10k_s", watch.Elapsed.TotalSeconds, "s");
        Report.Line("replan10k_cpu_s", (Environment.CpuUsage.TotalTime - cpu).TotalSeconds, "s");
        Console.WriteLine($"{plans.Count(legs => legs.Count > 0)} of {plans.Count} shipments have a way in time");
    }
}
