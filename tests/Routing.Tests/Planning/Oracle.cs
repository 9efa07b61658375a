using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Tests.Planning;

/// <summary>
/// Slow and obvious: time-dependent Dijkstra over hubs and numbers of legs that tries every run at every hub and every later
/// call, of the same window of days, straight from the runs' times. Shares no index, no order and no scan with what it checks.
/// </summary>
internal sealed class Oracle(NetworkFacts facts, IReadOnlyList<RunId> runs, Instant end)
{
    private readonly List<RunTimes> timetable = runs.Select(id => RunTimes.Of(facts, id)).OfType<RunTimes>().ToList();

    /// <summary>Earliest arrival with at most so many legs; null where there is none.</summary>
    internal Instant? Earliest(PlanQuery query, int mostLegs)
    {
        var queue = new PriorityQueue<(string Hub, int Legs, Instant Arrival), (Instant Ready, int Legs)>();
        var settled = new HashSet<(string, int)>();
        queue.Enqueue((query.FromHubId, 0, query.ReadyAt), (query.ReadyAt, 0));
        Instant? best = null;
        while (queue.TryDequeue(out var at, out var when))
        {
            if (at.Hub == query.ToHubId && at.Legs > 0 && (best is null || at.Arrival < best)) best = at.Arrival;
            if (at.Legs == mostLegs || !settled.Add((at.Hub, at.Legs))) continue;
            foreach (var (hub, arrival) in Rides(at.Hub, when.Ready, query))
                queue.Enqueue((hub, at.Legs + 1, arrival), (arrival + Transfer(hub), at.Legs + 1));
        }

        return best;
    }

    internal bool Admits(RunTimes run, int call, PlanQuery query)
    {
        if (query.Refrigerated && !run.Service.Refrigerated) return false;
        var load = facts.Run(run.Id).Reservations.Where(held => held.FromCall <= call && call < held.ToCall).Sum(held => held.Load.WeightKg);
        return load + query.WeightKg <= run.Service.CapacityKg;
    }

    internal Duration Transfer(string hub) => Duration.FromMinutes(facts.Hubs[hub].TransferMinutes);

    private IEnumerable<(string Hub, Instant Arrival)> Rides(string hub, Instant ready, PlanQuery query)
    {
        foreach (var run in timetable)
        {
            for (var board = 0; board < run.Calls.Count; board++)
            {
                if (run.Calls[board].HubId != hub || run.Calls[board].Departure < ready) continue;
                for (var call = board; call + 1 < run.Calls.Count && Admits(run, call, query) && run.Calls[call].Departure < end; call++)
                    yield return (run.Calls[call + 1].HubId, run.Calls[call + 1].Arrival);
            }
        }
    }
}
