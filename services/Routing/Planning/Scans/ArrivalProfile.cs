using Logistics.Routing.Network.Timetables;

namespace Logistics.Routing.Planning.Scans;

/// <summary>
/// Earliest arrivals at one hub from everywhere, at every time, in one scan back: for many shipments to the same place. Each hub keeps
/// the departures worth taking, the soonest first; a later one arrives later. For networks without footpaths, as carriers' are.
/// </summary>
internal sealed class ArrivalProfile
{
    internal const int Never = int.MaxValue;
    private const int None = -1;

    private readonly Touched hubs = new();
    private Timetable network = null!;
    private int[] first = [];
    private int[] aboard = [];
    private int[] alight = [];
    private Entry[] entries = new Entry[4096];
    private int count;
    private int target;

    [ThreadStatic]
    private static ArrivalProfile? own;

    internal static ArrivalProfile OfThisThread => own ??= new ArrivalProfile();

    /// <param name="earliest">Departures before it are not asked for.</param>
    /// <param name="latest">Arrivals after it are not asked for.</param>
    internal void Scan<TRule>(Timetable timetable, int to, int earliest, int latest, TRule rule)
        where TRule : struct, IRideRule
    {
        if (timetable.Leaving.Count > 0) throw new ArgumentException("The timetable has footpaths.", nameof(timetable));
        Prepare(timetable);
        target = to;
        var pages = timetable.Pages;
        for (var page = Math.Min(latest >> TimetablePage.Shift, pages.Length - 1); page >= 0 && page >= earliest >> TimetablePage.Shift; page--)
            Scan(pages[page], timetable.NumberOf(page, 0), earliest, latest, rule);
    }

    /// <summary>Rides of the soonest arrival for who is ready then, of the latest departure among those; empty where there is none.</summary>
    internal IReadOnlyList<Ride> Journey<TRule>(int from, int readyAt, TRule rule)
        where TRule : struct, IRideRule
    {
        var rides = new List<Ride>();
        for (var entry = From(from, readyAt); entry != None;)
        {
            var ride = new Ride(network[entries[entry].Board], network[entries[entry].Alight]);
            rides.Add(ride);
            var hub = ride.Alight.To;
            if (hub == target) break;
            entry = From(hub, ride.Alight.Arrival + rule.Change(hub, network.ChangeSeconds[hub]));
        }

        return rides;
    }

    internal int ArrivalFrom(int hub, int readyAt) => From(hub, readyAt) is var entry && entry == None ? Never : entries[entry].Arrival;

    private int From(int hub, int readyAt)
    {
        var entry = first[hub];
        while (entry != None && entries[entry].Departure < readyAt) entry = entries[entry].Next;
        return entry;
    }

    private void Scan<TRule>(TimetablePage page, int numberOfFirst, int earliest, int latest, TRule rule)
        where TRule : struct, IRideRule
    {
        for (var i = page.Count - 1; i >= 0; i--)
        {
            var departure = page.Departure[i];
            if (departure < earliest) return;
            var (run, to, ends) = (page.Run[i], page.To[i], page.Arrival[i]);
            if (ends > latest) continue;

            var best = aboard[run];
            var off = to == target ? ends : first[to] == None ? Never : ArrivalFrom(to, ends + rule.Change(to, network.ChangeSeconds[to]));
            if (off < best && rule.Alights(to, ends)) best = off;
            else off = Never;
            if (best == Never) continue;
            if (!rule.Admits(run, page.Call[i]))
            {
                aboard[run] = Never;
                continue;
            }

            if (off != Never) (aboard[run], alight[run]) = (best, numberOfFirst + i);
            if (rule.Boards(page.From[i], departure)) Offer(page.From[i], departure, best, numberOfFirst + i, alight[run]);
        }
    }

    private void Offer(int hub, int departure, int arrival, int board, int alighted)
    {
        var head = first[hub];
        if (head != None && entries[head].Arrival <= arrival) return;
        var next = head;
        if (head == None) hubs.Add(hub);
        else if (entries[head].Departure == departure) next = entries[head].Next;
        if (count == entries.Length) Array.Resize(ref entries, 2 * count);
        entries[count] = new Entry(departure, arrival, board, alighted, next);
        first[hub] = count++;
    }

    private void Prepare(Timetable timetable)
    {
        network = timetable;
        foreach (var hub in hubs.Entries) first[hub] = None;
        hubs.Forget();
        count = 0;
        if (first.Length < timetable.HubCount)
        {
            first = new int[timetable.HubCount];
            Array.Fill(first, None);
        }

        if (aboard.Length < timetable.RunCount) (aboard, alight) = (new int[timetable.RunCount], new int[timetable.RunCount]);
        Array.Fill(aboard, Never, 0, timetable.RunCount);
        hubs.MakeRoomFor(timetable.HubCount);
    }

    private readonly record struct Entry(int Departure, int Arrival, int Board, int Alight, int Next);
}
