using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hubs;
using Logistics.Routing.Network.Timetables;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Network;

internal static class SnapshotBuilder
{
    /// <param name="days">Days ahead of <paramref name="today"/> (UTC) that connections may leave on.</param>
    internal static NetworkSnapshot Build(NetworkFacts facts, LocalDate today, int days)
    {
        // A day back: a late run of yesterday is still on the road.
        var start = today.PlusDays(-1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        var end = today.PlusDays(days).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        var hubIds = facts.Hubs.Keys.Order(StringComparer.Ordinal).ToArray();
        var hubs = hubIds.Select((id, index) => (id, index)).ToDictionary(hub => hub.id, hub => hub.index);
        var timetable = new TimetableBuilder(hubIds.Select(id => facts.Hubs[id].TransferMinutes * 60).ToArray(), []);

        var runs = new List<SnapshotRun>();
        var (services, serviceOf) = (new List<SnapshotService>(facts.Services.Count), new List<int>());
        var lines = new List<int[]>(facts.Services.Count);
        foreach (var (serviceId, details) in facts.Services)
        {
            var service = SnapshotService.Of(facts, details);
            foreach (var id in RunsBetween(serviceId, details, today, days))
            {
                // A cancelled run has no connections and may have some again.
                if (RunTimes.Of(facts, id) is { } times)
                {
                    foreach (var connection in ConnectionsOf(times, runs.Count, start, end, hub => hubs[hub])) timetable.Add(connection);
                }

                runs.Add(SnapshotRun.Of(id, service, facts.Run(id)));
                serviceOf.Add(services.Count);
            }

            services.Add(service);
            lines.Add(details.Calls.Where(call => hubs.ContainsKey(call.HubId)).Select(call => hubs[call.HubId]).Distinct().ToArray());
        }

        var called = new bool[hubIds.Length];
        foreach (var hub in lines.SelectMany(line => line)) called[hub] = true;
        var hours = hubIds.Select(id => HoursBuilder.Of(facts.Hubs[id], facts.ClosuresOf(id), start, end)).ToArray();
        var runIndex = runs.Select((run, index) => (run.Id, index)).ToDictionary(run => run.Id, run => run.index);
        return new NetworkSnapshot(
            facts, start, end, hubIds, hubs, hours, hubIds.Select(id => LacksOf(facts.Hubs[id])).ToArray(), called,
            new RunTable(runs, [.. serviceOf], [.. services]), runIndex, timetable.Build(runs.Count, Branches.Of(hubIds.Length, lines, serviceOf)));
    }

    internal static IEnumerable<Connection> ConnectionsOf(
        RunTimes times, int run, Instant start, Instant end, Func<string, int> hubIndex)
    {
        for (var call = 0; call + 1 < times.Calls.Count; call++)
        {
            var (from, to) = (times.Calls[call], times.Calls[call + 1]);
            if (call >= times.CancelledFrom || from.Departure < start || from.Departure >= end) continue;
            yield return new Connection(
                (int)(from.Departure - start).TotalSeconds, (int)(to.Arrival - start).TotalSeconds,
                hubIndex(from.HubId), hubIndex(to.HubId), run, call);
        }
    }

    private static HubLacks LacksOf(HubDetails hub) =>
        (hub.Can(HubCapabilities.Refrigerated) ? HubLacks.Nothing : HubLacks.Refrigeration)
        | (hub.Can(HubCapabilities.DangerousGoods) ? HubLacks.Nothing : HubLacks.DangerousGoodsStore);

    private static IEnumerable<RunId> RunsBetween(string serviceId, ServiceDetails service, LocalDate today, int days)
    {
        // A run of last week may still be at sea, and one may be late.
        var length = service.Calls[^1].ArrivalMinutes / 1440;
        var latest = LocalDate.Min(today.PlusDays(days), service.ValidTo);
        for (var date = LocalDate.Max(today.PlusDays(-length - 3), service.ValidFrom); date <= latest; date = date.PlusDays(1))
        {
            if (service.OperatesOn(date)) yield return new RunId(serviceId, date);
        }
    }
}
