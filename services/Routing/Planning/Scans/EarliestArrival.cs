using Logistics.Routing.Network.Timetables;

namespace Logistics.Routing.Planning.Scans;

/// <summary>
/// Connection Scan for the earliest arrival alone, at one hub or at all. Connections in order of departure, each looked at once; what
/// is not reached yet costs two look-ups. From branch to branch the parts of the way are looked for one after the other. Kept and used
/// again by one thread; a scan allocates nothing.
/// </summary>
internal sealed class EarliestArrival
{
    internal const int Never = int.MaxValue;
    private const int Nowhere = -1;

    private readonly Touched hubs = new();
    private Timetable network = null!;
    private int[] ready = [];
    private int[] arrived = [];
    private int[] byVehicle = [];
    private int[] board = [];
    private int[] alight = [];
    private byte[] aboard = [];
    private int[] boardedWith = [];
    private int target;
    private int unreached;
    private int limit;
    private bool byParts;

    [ThreadStatic]
    private static EarliestArrival? own;

    internal static EarliestArrival OfThisThread => own ??= new EarliestArrival();

    /// <summary>At the hub, of the last scan; of a scan to one hub, what lies beyond it may be missing or late.</summary>
    internal int At(int hub) => arrived[hub];

    /// <summary>Seconds; <see cref="Never"/> where nothing that leaves by <paramref name="lastDeparture"/> leads there.</summary>
    internal int ToOne<TRule>(Timetable timetable, int from, int to, int readyAt, int lastDeparture, TRule rule)
        where TRule : struct, IRideRule
    {
        Scan(timetable, from, to, readyAt, lastDeparture, rule);
        return arrived[to];
    }

    internal void ToAll<TRule>(Timetable timetable, int from, int readyAt, int lastDeparture, TRule rule)
        where TRule : struct, IRideRule => Scan(timetable, from, Nowhere, readyAt, lastDeparture, rule);

    /// <summary>How the last scan got there; empty on foot, or not at all.</summary>
    internal IReadOnlyList<Ride> JourneyTo(int hub)
    {
        var rides = new List<Ride>();
        var at = hub;
        while (alight[at] != Nowhere)
        {
            var ride = byParts ? new Ride(network.Parts[board[at]], network.Parts[alight[at]]) : new Ride(network[board[at]], network[alight[at]]);
            rides.Add(ride);
            if (rides.Count > network.RunCount) throw new InvalidOperationException($"The way to hub {hub} goes in a circle.");
            at = ride.Board.From;
        }

        rides.Reverse();
        return rides;
    }

    private void Scan<TRule>(Timetable timetable, int from, int to, int readyAt, int lastDeparture, TRule rule)
        where TRule : struct, IRideRule
    {
        Prepare(timetable);
        byParts = to != Nowhere && timetable.Branches.Count > 1;
        (target, limit, unreached) = (to, lastDeparture, timetable.HubCount);
        Reach(from, readyAt, readyAt, Nowhere, Nowhere);
        Walk(from, readyAt, Nowhere, Nowhere);
        if (byParts)
        {
            ScanParts(from, to, lastDeparture, rule);
            return;
        }

        var pages = timetable.Pages;
        var page = readyAt >> TimetablePage.Shift;
        for (var first = true; page < pages.Length && (page << TimetablePage.Shift) <= limit; page++, first = false)
            Scan(pages[page], timetable.NumberOf(page, 0), first ? pages[page].FirstFrom(readyAt) : 0, pages[page].Count, rule);
    }

    // Nobody gets into a branch or out of it but by its gate, so who is there first is there first in the end.
    private void ScanParts<TRule>(int from, int to, int lastDeparture, TRule rule)
        where TRule : struct, IRideRule
    {
        var branches = network.Branches;
        var (first, last) = (branches.OfHub(from), branches.OfHub(to));
        var inside = first != 0 && first == last;
        var (start, end) = (first == 0 ? from : branches.GateOf(first), last == 0 ? to : branches.GateOf(last));
        if (first != 0) ScanPart(first, from, inside ? to : start, lastDeparture, rule);
        if (inside) return;
        ScanPart(0, start, end, lastDeparture, rule);
        if (last != 0) ScanPart(last, end, to, lastDeparture, rule);
    }

    private void ScanPart<TRule>(int part, int from, int to, int lastDeparture, TRule rule)
        where TRule : struct, IRideRule
    {
        if (from == to || ready[from] == Never) return;
        (target, limit) = (to, lastDeparture);
        var (page, parts) = (ready[from] >> TimetablePage.Shift, network.Parts);
        for (var first = true; page < network.Pages.Length && (page << TimetablePage.Shift) <= limit; page++, first = false)
        {
            var parted = parts.Page(page);
            Scan(parted.Page, network.NumberOf(page, 0), first ? parted.FirstFrom(part, ready[from]) : parted.First(part), parted.End(part), rule);
        }
    }

    private void Scan<TRule>(TimetablePage page, int numberOfFirst, int first, int end, TRule rule)
        where TRule : struct, IRideRule
    {
        var departures = page.Departure;
        var (froms, runsOf) = (page.From, page.Run);
        var (tos, arrivals) = (page.To, page.Arrival);
        var (readyAt, soonest, on) = (ready, arrived, aboard);
        var noWalks = network.Leaving.Count == 0;
        for (var i = first; i < end; i++)
        {
            var departure = departures[i];
            if (departure > limit) return;

            var run = runsOf[i];
            if (on[run] == 0)
            {
                if (readyAt[froms[i]] > departure || !rule.Admits(run, page.Call[i]) || !rule.Boards(froms[i], departure)) continue;
                on[run] = 1;
                boardedWith[run] = numberOfFirst + i;
            }
            else if (!rule.Admits(run, page.Call[i]))
            {
                on[run] = 0;
                continue;
            }

            // Most arrivals are no news. Where somebody walks on, one by vehicle may be, though who walked here was sooner.
            var (to, arrival) = (tos[i], arrivals[i]);
            if (noWalks && arrival >= soonest[to]) continue;
            if (rule.Alights(to, arrival))
                Arrive(to, arrival, rule.Change(to, network.ChangeSeconds[to]), boardedWith[run], numberOfFirst + i);
        }
    }

    private void Arrive(int hub, int arrival, int change, int boarded, int alighted)
    {
        if (network.OnFoot[hub])
        {
            // Who walked here sooner may not walk on; who rides here may.
            if (arrival >= byVehicle[hub]) return;
            byVehicle[hub] = arrival;
            Reach(hub, arrival, arrival + change, boarded, alighted);
            Walk(hub, arrival, boarded, alighted);
        }
        else if (arrival < arrived[hub])
        {
            Reach(hub, arrival, arrival + change, boarded, alighted);
        }
    }

    private void Walk(int from, int arrival, int boarded, int alighted)
    {
        var others = network.Leaving.Hubs(from);
        var seconds = network.Leaving.SecondsOf(from);
        for (var i = 0; i < others.Length; i++) Reach(others[i], arrival + seconds[i], arrival + seconds[i], boarded, alighted);
    }

    // The way kept is the one to be ready soonest: others build on it. Only at the target the arrival itself counts.
    private void Reach(int hub, int arrival, int readyAt, int boarded, int alighted)
    {
        var sooner = arrival < arrived[hub];
        if (sooner)
        {
            if (arrived[hub] == Never)
            {
                hubs.Add(hub);
                unreached--;
            }

            arrived[hub] = arrival;
            if (hub == target) limit = Math.Min(limit, arrival);
            else if (unreached == 0 && target == Nowhere) limit = Math.Min(limit, LatestOfAll());
        }

        if (hub == target ? !sooner : readyAt >= ready[hub]) return;
        ready[hub] = Math.Min(ready[hub], readyAt);
        (board[hub], alight[hub]) = (boarded, alighted);
    }

    // All are reached: nothing that leaves after the last of them can be sooner anywhere.
    private int LatestOfAll()
    {
        // Once is enough: a later look would stop it a little sooner, at the cost of a look at every hub.
        unreached = Nowhere;
        var latest = 0;
        foreach (var arrival in arrived.AsSpan(0, network.HubCount)) latest = Math.Max(latest, arrival);
        return latest;
    }

    private void Prepare(Timetable timetable)
    {
        foreach (var hub in hubs.Entries) (ready[hub], arrived[hub], byVehicle[hub], board[hub], alight[hub]) = (Never, Never, Never, Nowhere, Nowhere);
        hubs.Forget();
        network = timetable;
        if (ready.Length < timetable.HubCount)
        {
            (ready, arrived, byVehicle) = (Filled(timetable.HubCount, Never), Filled(timetable.HubCount, Never), Filled(timetable.HubCount, Never));
            (board, alight) = (Filled(timetable.HubCount, Nowhere), Filled(timetable.HubCount, Nowhere));
        }

        if (aboard.Length < timetable.RunCount) (aboard, boardedWith) = (new byte[timetable.RunCount], new int[timetable.RunCount]);
        Array.Clear(aboard, 0, timetable.RunCount);
        hubs.MakeRoomFor(timetable.HubCount);
    }

    private static int[] Filled(int length, int value)
    {
        var array = new int[length];
        Array.Fill(array, value);
        return array;
    }
}
