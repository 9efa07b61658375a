using Logistics.Routing.Network.Timetables;

namespace Logistics.Routing.Planning.Scans;

/// <summary>
/// Connection Scan for the earliest arrival with at most so many legs, for all numbers of legs in one pass: connections in order of
/// departure, each looked at once. From a connection on the arrivals are fixed, so on board with fewer legs is at least as good as
/// with more, and a run needs one label. Kept and used again by one thread; a scan allocates nothing.
/// </summary>
internal sealed class ArrivalByLegs
{
    private readonly Touched hubs = new();
    private readonly int[] best = new int[Lanes.Count];
    private readonly Way[] bestWays = new Way[Lanes.Count];
    private Timetable network = null!;
    private int[] ready = [];
    private int[] arrived = [];
    private int[] passed = [];
    private byte[] aboard = [];
    private int[] boarded = [];
    private Way[] ways = [];
    private bool keepsWays;
    private int[] walkToTarget = [];
    private int target;
    private int within;
    private int limit;

    [ThreadStatic]
    private static ArrivalByLegs? own;

    internal static ArrivalByLegs OfThisThread => own ??= new ArrivalByLegs();

    /// <summary>Arrivals at the target by lane, <see cref="Lanes.Never"/> where there is none; overwritten by the next scan.</summary>
    internal ReadOnlySpan<int> Arrivals => best;

    /// <summary>
    /// False only where nothing of the last scan is at the hub, or passes through it on board, by that departure. Past the end of that
    /// scan it knows nothing and says true.
    /// </summary>
    internal bool MayHaveReached(int hub, int departure) => departure > limit || passed[hub] <= departure;

    /// <summary>How the last scan got there, where it kept that; with so many legs at most, or any number.</summary>
    internal IReadOnlyList<Ride> Journey(int lane)
    {
        var rides = new List<Ride>();
        for (var way = bestWays[lane]; best[lane] != Lanes.Never && way.Legs > 0;)
        {
            rides.Add(new Ride(network[way.Board], network[way.Alight]));
            if (rides.Count > network.RunCount) throw new InvalidOperationException($"The way to hub {target} goes in a circle.");
            way = ways[(rides[^1].Board.From * Lanes.Count) + (way.Legs == Lanes.Any ? Lanes.Any : way.Legs - 1)];
        }

        rides.Reverse();
        return rides;
    }

    /// <param name="lastDeparture">Connections that leave later are not ridden.</param>
    /// <param name="worthWithin">Seconds after the earliest arrival with the legs that are counted, within which one with fewer legs is still looked for.</param>
    /// <param name="keepWays">For who asks for journeys; a scan back from the arrival tells those that leave latest.</param>
    internal ReadOnlySpan<int> Scan<TRule>(
        Timetable timetable, int from, int to, int readyAt, int lastDeparture, int worthWithin, TRule rule, bool keepWays = false)
        where TRule : struct, IRideRule
    {
        Prepare(timetable, to);
        timetable.Branches.Mark(aboard, from, to);
        (within, limit, keepsWays) = (worthWithin, lastDeparture, keepWays);
        StartAt(from, readyAt);
        var pages = timetable.Pages;
        var page = readyAt >> TimetablePage.Shift;
        for (var first = true; page < pages.Length && (page << TimetablePage.Shift) <= limit; page++, first = false)
            Scan(pages[page], timetable.NumberOf(page, 0), first ? pages[page].FirstFrom(readyAt) : 0, rule);
        // A ride that leaves after the limit may be sooner there than one found beyond it. On foot is certain.
        foreach (ref var arrival in best.AsSpan(1))
        {
            if (arrival > limit && limit != lastDeparture) arrival = Lanes.Never;
        }

        MarkTarget(walk: false);
        return best;
    }

    private void Scan<TRule>(TimetablePage page, int numberOfFirst, int first, TRule rule)
        where TRule : struct, IRideRule
    {
        var departures = page.Departure;
        var (froms, runsOf) = (page.From, page.Run);
        for (var i = first; i < departures.Length; i++)
        {
            var departure = departures[i];
            if (departure > limit) return;

            var run = runsOf[i];
            int on = aboard[run];
            if (on == Branches.Shut) continue;
            var legs = Lanes.LegsBoarding(ready, froms[i], departure);
            if ((on == 0 ? legs > Lanes.Any : legs >= on) || !rule.Boards(froms[i], departure)) legs = on;
            if (legs == 0) continue;
            if (!rule.Admits(run, page.Call[i]))
            {
                aboard[run] = 0;
                continue;
            }

            if (legs != on) (aboard[run], boarded[run]) = ((byte)legs, numberOfFirst + i);
            var to = page.To[i];
            passed[to] = Math.Min(passed[to], page.Arrival[i]);
            if (rule.Alights(to, page.Arrival[i])) Arrive(to, page.Arrival[i], rule.Change(to, network.ChangeSeconds[to]), new Way(legs, boarded[run], numberOfFirst + i));
        }
    }

    private void Arrive(int hub, int arrival, int change, Way way)
    {
        if (walkToTarget[hub] is >= 0 and var seconds) Reach(arrival + seconds, way);
        var slot = (hub * Lanes.Count) + way.Legs;
        if (network.OnFoot[hub])
        {
            if (arrival >= arrived[slot]) return;
            Lanes.Lower(arrived, hub, way.Legs, arrival);
            Walk(hub, arrival, way);
        }

        if (arrival + change < ready[slot]) MakeReady(hub, arrival + change, way);
    }

    private void Reach(int arrival, Way way)
    {
        if (arrival >= best[way.Legs]) return;
        for (var lane = way.Legs; lane < Lanes.Count && arrival < best[lane]; lane++) (best[lane], bestWays[lane]) = (arrival, way);
        limit = (int)Math.Min(limit, best[1] != Lanes.Never ? best[1] : (long)best[Lanes.MostLegs] + within);
    }

    private void Walk(int hub, int arrival, Way way)
    {
        var seconds = network.Leaving.SecondsOf(hub);
        var others = network.Leaving.Hubs(hub);
        for (var i = 0; i < others.Length; i++)
        {
            if (arrival + seconds[i] < ready[(others[i] * Lanes.Count) + way.Legs]) MakeReady(others[i], arrival + seconds[i], way);
        }
    }

    private void MakeReady(int hub, int at, Way way)
    {
        if (ready[(hub * Lanes.Count) + Lanes.Any] == Lanes.Never) hubs.Add(hub);
        passed[hub] = Math.Min(passed[hub], at);
        if (keepsWays)
        {
            // A lane is no worse than the one before it: from the first that is no later on none is.
            var slot = hub * Lanes.Count;
            for (var lane = way.Legs; lane < Lanes.Count && at < ready[slot + lane]; lane++) ways[slot + lane] = way;
        }

        Lanes.Lower(ready, hub, way.Legs, at);
    }

    private void StartAt(int from, int readyAt)
    {
        MakeReady(from, readyAt, default);
        if (walkToTarget[from] is >= 0 and var seconds) Array.Fill(best, readyAt + seconds);
        Walk(from, readyAt, default);
        if (best[0] != Lanes.Never) limit = Math.Min(limit, best[0]);
    }

    private void Prepare(Timetable timetable, int to)
    {
        foreach (var hub in hubs.Entries)
        {
            Lanes.Fill(ready, hub, Lanes.Never);
            Lanes.Fill(arrived, hub, Lanes.Never);
        }

        hubs.Forget();
        (network, target) = (timetable, to);
        if (ready.Length < timetable.HubCount * Lanes.Count)
        {
            ready = NewArray(timetable.HubCount * Lanes.Count, Lanes.Never);
            arrived = NewArray(timetable.HubCount * Lanes.Count, Lanes.Never);
            walkToTarget = NewArray(timetable.HubCount, -1);
            passed = new int[timetable.HubCount];
            ways = new Way[timetable.HubCount * Lanes.Count];
        }

        Array.Fill(passed, Lanes.Never, 0, timetable.HubCount);

        if (aboard.Length < timetable.RunCount) (aboard, boarded) = (new byte[timetable.RunCount], new int[timetable.RunCount]);
        hubs.MakeRoomFor(timetable.HubCount);
        Array.Fill(best, Lanes.Never);
        Array.Clear(bestWays);
        MarkTarget(walk: true);
    }

    private void MarkTarget(bool walk)
    {
        var others = network.Reaching.Hubs(target);
        var seconds = network.Reaching.SecondsOf(target);
        for (var i = 0; i < others.Length; i++) walkToTarget[others[i]] = walk ? seconds[i] : -1;
        walkToTarget[target] = walk ? 0 : -1;
    }

    private static int[] NewArray(int length, int value)
    {
        var array = new int[length];
        Array.Fill(array, value);
        return array;
    }

    /// <param name="Legs">The label of the run that it was alighted from; 0 at the origin.</param>
    private readonly record struct Way(int Legs, int Board, int Alight);
}
