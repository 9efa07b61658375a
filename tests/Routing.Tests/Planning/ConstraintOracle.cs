using Logistics.Routing.Hubs;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using NodaTime;

namespace Logistics.Routing.Tests.Planning;

/// <summary>
/// All constraints asked one by one of facts as they stand, and all ways gone one leg after another. Shares the times of runs with
/// the planner, and nothing else.
/// </summary>
internal sealed class ConstraintOracle(ConstrainedNetwork network, PlanQuery query)
{
    private readonly NetworkFacts facts = network.Facts;
    private readonly List<RunTimes> timetable = network.Runs.Select(run => RunTimes.Of(network.Facts, run)).OfType<RunTimes>().ToList();

    /// <summary>When the goods can be had, by the most legs; null where there is no way.</summary>
    /// <param name="lorries">What goes from a hub beside the runs, from a time on.</param>
    internal Instant? Earliest(int mostLegs, Func<string, Instant, IEnumerable<(string To, Instant Departure, Instant Arrival)>>? lorries = null)
    {
        var ready = query.ReadyAt + Duration.FromMinutes(facts.Hubs[query.FromHubId].CutOffMinutes ?? 0);
        var (best, at) = ((Instant?)null, new Dictionary<string, Instant> { [query.FromHubId] = ready });
        for (var legs = 1; legs <= mostLegs; legs++)
        {
            var next = new Dictionary<string, Instant>(at);
            foreach (var (hub, from) in at)
            {
                foreach (var (to, arrival) in Rides(hub, from).Concat(Lorries(hub, lorries?.Invoke(hub, from) ?? [])))
                {
                    if (to == query.ToHubId && !(best <= arrival)) best = arrival;
                    var ready2 = arrival + Transfer(to);
                    if (!next.TryGetValue(to, out var known) || ready2 < known) next[to] = ready2;
                }
            }

            at = next;
        }

        return best + Duration.FromMinutes(facts.Hubs[query.ToHubId].HandlingMinutes ?? 0);
    }

    internal Duration Transfer(string hub) => Duration.FromMinutes(Math.Max(facts.Hubs[hub].TransferMinutes, query.MinTransferMinutes));

    internal bool MayBoard(string hub, Instant at) => IsOpen(hub, at) && (hub != query.FromHubId || InWindow(query.CollectWindows, at));

    internal bool MayAlight(string hub, Instant at) =>
        IsOpen(hub, at) && (hub == query.ToHubId ? InWindow(query.DeliverWindows, at) : CanWait(facts.Hubs[hub]));

    internal bool Admits(RunTimes run, int call)
    {
        var service = run.Service;
        if (call >= run.CancelledFrom || query.ExcludedCarriers.Contains(service.CarrierId)) return false;
        if (query.Refrigerated && !service.Refrigerated) return false;
        if (query.Temperature is { } wanted && service.Temperature is { } can && (can.MinCelsius > wanted.MinCelsius || can.MaxCelsius < wanted.MaxCelsius)) return false;
        if (service.HazardClasses is { } taken && !query.HazardClasses.All(hazard => taken.Any(name => hazard == name || hazard.Split('.')[0] == name))) return false;
        var held = facts.Run(run.Id).Reservations.Where(reserved => reserved.FromCall <= call && call < reserved.ToCall).ToList();
        return held.Sum(reserved => reserved.Load.WeightKg) + query.WeightKg <= service.CapacityKg
            && !(held.Sum(reserved => reserved.Load.VolumeM3) + query.VolumeM3 > service.CapacityM3)
            && !(held.Sum(reserved => reserved.Load.Units) + query.Units > service.CapacityUnits);
    }

    private IEnumerable<(string Hub, Instant Arrival)> Rides(string hub, Instant ready)
    {
        foreach (var run in timetable)
        {
            for (var board = 0; board + 1 < run.Calls.Count; board++)
            {
                if (run.Calls[board].HubId != hub || run.Calls[board].Departure < ready || !MayBoard(hub, run.Calls[board].Departure)) continue;
                for (var call = board; call + 1 < run.Calls.Count && Admits(run, call) && InSnapshot(run.Calls[call].Departure); call++)
                {
                    if (MayAlight(run.Calls[call + 1].HubId, run.Calls[call + 1].Arrival)) yield return (run.Calls[call + 1].HubId, run.Calls[call + 1].Arrival);
                }
            }
        }
    }

    // Of those to one place the first is the soonest.
    private IEnumerable<(string Hub, Instant Arrival)> Lorries(string hub, IEnumerable<(string To, Instant Departure, Instant Arrival)> all)
    {
        foreach (var (to, departure, arrival) in all)
        {
            if (MayBoard(hub, departure) && MayAlight(to, arrival)) yield return (to, arrival);
        }
    }

    private bool InSnapshot(Instant departure) => departure >= network.Snapshot.Start && departure < network.Snapshot.End;

    private bool CanWait(HubDetails hub) => hub.Capabilities is not { } can
        || ((!query.Refrigerated || can.Contains("refrigerated")) && (query.HazardClasses.Count == 0 || can.Contains("dangerous-goods")));

    private bool IsOpen(string hubId, Instant at)
    {
        var hub = facts.Hubs[hubId];
        if (facts.ClosuresOf(hubId).Any(closed => closed.From <= at && at < closed.To)) return false;
        if (hub.OpeningHours is not { Count: > 0 } hours) return true;
        // Of an hour that comes twice, the first counts; of one that does not come, the end of the gap.
        var zone = DateTimeZoneProviders.Tzdb[hub.Zone];
        var date = at.InZone(zone).Date;
        return hours.Any(open => new[] { -1, 0 }.Select(date.PlusDays).Any(day => (int)day.DayOfWeek == open.Weekday
            && at >= zone.AtLeniently(day.At(open.Opens)).ToInstant()
            && at < zone.AtLeniently((open.Closes > open.Opens ? day : day.PlusDays(1)).At(open.Closes)).ToInstant()));
    }

    private static bool InWindow(IReadOnlyList<Window> windows, Instant at) => windows.Count == 0 || windows.Any(window => window.From <= at && at < window.To);
}
