using Logistics.Routing.Network.Timetables;

namespace Logistics.Routing.Planning.Scans;

/// <summary>
/// The mirror image of <see cref="ArrivalByLegs"/>: connections from the last back, for the latest departure that still arrives by a
/// deadline, for all numbers of legs in one pass. It keeps how, so the journey is read off from the front.
/// </summary>
internal sealed class LatestDeparture
{
    internal const int Never = int.MinValue;
    private const int MostRides = 1000;

    private readonly Touched hubs = new();
    private readonly int[] best = new int[Lanes.Count];
    private readonly (int Board, int Alight)[] bestRide = new (int, int)[Lanes.Count];
    private Timetable network = null!;
    private ArrivalByLegs? forward;
    private int[] latest = [];
    private int[] boarded = [];
    private (int Board, int Alight)[] ride = [];
    private byte[] aboard = [];
    private int[] alight = [];
    private int source;
    private int target;
    private int earliest;

    [ThreadStatic]
    private static LatestDeparture? own;

    internal static LatestDeparture OfThisThread => own ??= new LatestDeparture();

    /// <summary>Departures by lane, <see cref="Never"/> where there is none; overwritten by the next scan.</summary>
    internal ReadOnlySpan<int> Departures => best;

    /// <summary>The latest arrival by run at the hub from which so many legs more still do; <see cref="Never"/> where none do.</summary>
    internal int LatestAt(int hub, int legs) => latest[(hub * Lanes.Count) + legs];

    /// <param name="from">A hub, or -1 for what is known of all.</param>
    /// <param name="readyAt">Nothing leaves earlier.</param>
    /// <param name="reached">
    /// A scan forward from the same hub and time under the same rules, whose memory is still its own: what it did not reach is passed
    /// over, which is most of a far network. Null where all hubs are asked for.
    /// </param>
    internal ReadOnlySpan<int> Scan<TRule>(
        Timetable timetable, int from, int to, int readyAt, int deadline, int lastDeparture, TRule rule, ArrivalByLegs? reached = null)
        where TRule : struct, IRideRule
    {
        Prepare(timetable);
        timetable.Branches.Mark(aboard, from, to);
        forward = reached;
        (source, target, earliest) = (from, to, readyAt);
        StartAt(to, deadline);
        var pages = timetable.Pages;
        var last = Math.Min(deadline, lastDeparture);
        for (var page = Math.Min(last >> TimetablePage.Shift, pages.Length - 1); page >= 0 && page >= readyAt >> TimetablePage.Shift; page--)
            Scan(pages[page], timetable.NumberOf(page, 0), last, deadline, rule);
        return best;
    }

    /// <summary>The ways of the last scan; empty where it found none.</summary>
    internal IReadOnlyList<Ride> Journey(int legs)
    {
        if (best[legs] == Never) return [];
        var rides = new List<Ride>();
        for (var (next, left) = (bestRide[legs], legs); ; next = ride[(rides[^1].Alight.To * Lanes.Count) + left])
        {
            rides.Add(new Ride(network[next.Board], network[next.Alight]));
            if (rides.Count > MostRides) throw new InvalidOperationException($"The way to hub {target} goes in a circle.");
            if (left != Lanes.Any) left--;
            var slot = (rides[^1].Alight.To * Lanes.Count) + left;
            if (ride[slot].Alight < 0) return rides;
        }
    }

    private void Scan<TRule>(TimetablePage page, int numberOfFirst, int last, int deadline, TRule rule)
        where TRule : struct, IRideRule
    {
        for (var i = page.Count - 1; i >= 0; i--)
        {
            var departure = page.Departure[i];
            if (departure < earliest) return;
            var arrival = page.Arrival[i];
            if (arrival > deadline || departure > last) continue;

            var from = page.From[i];
            if (forward is not null && !forward.MayHaveReached(from, departure)) continue;

            var run = page.Run[i];
            int on = aboard[run];
            if (on == Branches.Shut) continue;
            var legs = Lanes.LegsAlighting(latest, page.To[i], arrival);
            var stay = (on == 0 ? legs > Lanes.Any : legs >= on) || !rule.Alights(page.To[i], arrival);
            if (stay) legs = on;
            if (legs == 0) continue;
            if (!rule.Admits(run, page.Call[i]))
            {
                aboard[run] = 0;
                continue;
            }

            if (!stay) alight[run] = numberOfFirst + i;
            aboard[run] = (byte)legs;
            if (rule.Boards(from, departure))
                Board(from, departure, rule.Change(from, network.ChangeSeconds[from]), legs, (numberOfFirst + i, alight[run]));
        }
    }

    private void Board(int hub, int departure, int change, int legs, (int Board, int Alight) by)
    {
        if (hub == source) Leave(departure, legs, by);
        if (network.OnFoot[hub])
        {
            var slot = (hub * Lanes.Count) + legs;
            if (departure <= boarded[slot]) return;
            Touch(hub);
            Lanes.Raise(boarded, hub, legs, departure);
            var others = network.Reaching.Hubs(hub);
            var seconds = network.Reaching.SecondsOf(hub);
            for (var i = 0; i < others.Length; i++)
            {
                Set(others[i], departure - seconds[i], legs, by);
                if (others[i] == source) Leave(departure - seconds[i], legs, by);
            }
        }

        Set(hub, departure - change, legs, by);
    }

    private void Set(int hub, int at, int legs, (int Board, int Alight) by)
    {
        var slot = hub * Lanes.Count;
        if (latest[slot + legs] >= at) return;
        Touch(hub);
        for (var lane = legs; lane < Lanes.Count && latest[slot + lane] < at; lane++) (latest[slot + lane], ride[slot + lane]) = (at, by);
    }

    private void Leave(int departure, int legs, (int Board, int Alight) by)
    {
        if (departure < earliest) return;
        for (var lane = legs; lane < Lanes.Count && best[lane] < departure; lane++) (best[lane], bestRide[lane]) = (departure, by);
    }

    private void StartAt(int to, int deadline)
    {
        Set(to, deadline, 0, (-1, -1));
        var others = network.Reaching.Hubs(to);
        var seconds = network.Reaching.SecondsOf(to);
        for (var i = 0; i < others.Length; i++) Set(others[i], deadline - seconds[i], 0, (-1, -1));
    }

    private void Touch(int hub)
    {
        if (latest[(hub * Lanes.Count) + Lanes.Any] == Never && boarded[(hub * Lanes.Count) + Lanes.Any] == Never) hubs.Add(hub);
    }

    private void Prepare(Timetable timetable)
    {
        foreach (var hub in hubs.Entries)
        {
            Lanes.Fill(latest, hub, Never);
            Lanes.Fill(boarded, hub, Never);
            Array.Fill(ride, (-1, -1), hub * Lanes.Count, Lanes.Count);
        }

        hubs.Forget();
        network = timetable;
        var slots = timetable.HubCount * Lanes.Count;
        if (latest.Length < slots)
        {
            (latest, boarded, ride) = (new int[slots], new int[slots], new (int, int)[slots]);
            Array.Fill(latest, Never);
            Array.Fill(boarded, Never);
            Array.Fill(ride, (-1, -1));
        }

        if (aboard.Length < timetable.RunCount) (aboard, alight) = (new byte[timetable.RunCount], new int[timetable.RunCount]);
        hubs.MakeRoomFor(timetable.HubCount);
        Array.Fill(best, Never);
    }
}
