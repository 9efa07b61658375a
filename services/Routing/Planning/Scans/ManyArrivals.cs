using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Logistics.Routing.Network.Timetables;

namespace Logistics.Routing.Planning.Scans;

/// <summary>
/// Earliest arrivals of sixteen shipments in one pass, each from its own hub and time to its own destination: a lane each, side by
/// side in one vector. Passing over a connection, which is most of a scan, costs the sixteen as much as one. A label is the time with
/// the number of legs in its lowest bits: among equal times the fewest legs stay. For networks without footpaths, as carriers' are.
/// </summary>
internal sealed class ManyArrivals
{
    internal const int Most = 16;
    internal const int Never = int.MaxValue;
    private const int LegBits = 4;
    private const int LegMask = (1 << LegBits) - 1;

    private static readonly Vector512<int> LaneBits = Vector512.Create(Enumerable.Range(0, Most).Select(lane => 1 << lane).ToArray());

    private readonly int[] origins = new int[Most];
    private readonly int[] targets = new int[Most];
    private readonly int[] limits = new int[Most];
    private Timetable network = null!;
    private int[] ready = [];
    private int[] boardings = [];
    private int[] alightings = [];
    private int[] boarded = [];
    private ushort[] aboard = [];
    private ushort[] open = [];
    private ushort[] targetOf = [];
    private int lanes;
    private int limit;
    private int active;

    [ThreadStatic]
    private static ManyArrivals? own;

    internal static ManyArrivals OfThisThread => own ??= new ManyArrivals();

    /// <param name="shipments">At most <see cref="Most"/>; whose destination is its origin stays there. By: arrivals after it are not asked for.</param>
    internal void Scan<TRule>(Timetable timetable, ReadOnlySpan<(int From, int To, int Ready, int By)> shipments, TRule rule)
        where TRule : struct, IManyRule
    {
        if (timetable.Leaving.Count > 0) throw new ArgumentException("The timetable has footpaths.", nameof(timetable));
        Prepare(timetable, shipments);
        Open(rule.Runs);
        var earliest = Never;
        foreach (var (_, _, readyAt, _) in shipments) earliest = Math.Min(earliest, readyAt);
        var pages = timetable.Pages;
        var page = earliest >> TimetablePage.Shift;
        for (var first = true; page < pages.Length && (page << TimetablePage.Shift) <= limit; page++, first = false)
        {
            active = LanesOpenAt(page << TimetablePage.Shift);
            Scan(pages[page], timetable.NumberOf(page, 0), first ? pages[page].FirstFrom(earliest) : 0, rule);
        }
    }

    /// <summary>Seconds; <see cref="Never"/> where nothing leads there in time.</summary>
    internal int ArrivalOf(int lane)
    {
        var slot = (targets[lane] * Most) + lane;
        return ready[slot] == Never ? Never : network[alightings[slot]].Arrival;
    }

    /// <summary>How the last scan got there, with however many legs; empty where it did not.</summary>
    internal IReadOnlyList<Ride> JourneyOf(int lane)
    {
        var rides = new List<Ride>();
        for (var slot = (targets[lane] * Most) + lane; ready[slot] != Never && alightings[slot] >= 0;)
        {
            rides.Add(new Ride(network[boardings[slot] >> LegBits], network[alightings[slot]]));
            if (rides.Count > network.RunCount) throw new InvalidOperationException($"The way to hub {targets[lane]} goes in a circle.");
            slot = (rides[^1].Board.From * Most) + lane;
        }

        rides.Reverse();
        return rides;
    }

    private void Scan<TRule>(TimetablePage page, int numberOfFirst, int first, TRule rule)
        where TRule : struct, IManyRule
    {
        var departures = page.Departure;
        var (froms, runsOf) = (page.From, page.Run);
        var (verdicts, on, opened) = (rule.Runs, aboard, open);
        for (var i = first; i < departures.Length; i++)
        {
            var departure = departures[i];
            if (departure > limit) return;

            var run = runsOf[i];
            var of = opened[run] & active;
            if (of == 0) continue;

            var from = froms[i];
            var waiting = At(ready, from);
            int here = on[run];
            var boarding = Bits(Vector512.LessThanOrEqual(waiting, Vector512.Create((departure << LegBits) | LegMask))) & of & ~here;
            if ((boarding | (here & of)) == 0) continue;

            if (boarding != 0 && !rule.Boards(from, departure)) boarding = 0;
            var all = here | boarding;
            if (verdicts[run] == Verdict.Ask)
            {
                all = rule.Fits(run, page.Call[i], all);
                boarding &= all;
            }

            if (boarding != 0)
            {
                // Fifteen legs are fifteen or more: nobody is planned with so many.
                var legs = Vector512.Min((waiting & Vector512.Create(LegMask)) + Vector512<int>.One, Vector512.Create(LegMask));
                Store(boarded, run, boarding, Vector512.Create((numberOfFirst + i) << LegBits) + legs);
            }

            on[run] = (ushort)all;
            if ((all & of) == 0) continue;

            var (to, arrival) = (page.To[i], page.Arrival[i]);
            var label = Vector512.Create((arrival + rule.Change(to, network.ChangeSeconds[to])) << LegBits) + (At(boarded, run) & Vector512.Create(LegMask));
            var sooner = Bits(Vector512.LessThan(label, At(ready, to))) & all & of;
            if (sooner == 0 || (sooner = rule.Alights(to, arrival, sooner, targetOf[to])) == 0) continue;

            Store(ready, to, sooner, label);
            Store(boardings, to, sooner, At(boarded, run));
            Store(alightings, to, sooner, Vector512.Create(numberOfFirst + i));
            if ((sooner & targetOf[to]) != 0) Arrived(sooner & targetOf[to], arrival);
        }
    }

    // What leaves later than a shipment is there cannot be sooner for it.
    private void Arrived(int arrivedLanes, int arrival)
    {
        for (var left = arrivedLanes; left != 0; left &= left - 1)
        {
            var lane = BitOperations.TrailingZeroCount(left);
            limits[lane] = Math.Min(limits[lane], arrival);
        }

        limit = limits[0];
        foreach (var last in limits.AsSpan(1, lanes - 1)) limit = Math.Max(limit, last);
    }

    // Which shipments each run may be of use to.
    private void Open(Verdict[] verdicts)
    {
        var branches = network.Branches;
        for (var run = 0; run < network.RunCount; run++) open[run] = branches.OfRun(run) == 0 && verdicts[run] != Verdict.No ? ushort.MaxValue : (ushort)0;
        for (var lane = 0; lane < lanes; lane++)
        {
            Open(branches.OfHub(origins[lane]), lane);
            Open(branches.OfHub(targets[lane]), lane);
        }

        void Open(int branch, int lane)
        {
            foreach (var run in branches.Runs(branch)) open[run] |= verdicts[run] == Verdict.No ? (ushort)0 : (ushort)(1 << lane);
        }
    }

    private int LanesOpenAt(int second)
    {
        var open = 0;
        for (var lane = 0; lane < lanes; lane++) open |= limits[lane] >= second ? 1 << lane : 0;
        return open;
    }

    private void Prepare(Timetable timetable, ReadOnlySpan<(int From, int To, int Ready, int By)> shipments)
    {
        for (var lane = 0; lane < lanes; lane++) targetOf[targets[lane]] = 0;
        network = timetable;
        (lanes, limit) = (shipments.Length, int.MinValue);
        if (ready.Length < timetable.HubCount * Most)
        {
            (ready, boardings, alightings) = (new int[timetable.HubCount * Most], new int[timetable.HubCount * Most], new int[timetable.HubCount * Most]);
            targetOf = new ushort[timetable.HubCount];
        }

        if (aboard.Length < timetable.RunCount) (aboard, open, boarded) = (new ushort[timetable.RunCount], new ushort[timetable.RunCount], new int[timetable.RunCount * Most]);
        Array.Fill(ready, Never, 0, timetable.HubCount * Most);
        Array.Clear(aboard, 0, timetable.RunCount);
        for (var lane = 0; lane < lanes; lane++)
        {
            var (from, to, readyAt, by) = shipments[lane];
            (origins[lane], targets[lane], limits[lane]) = (from, to, by);
            limit = Math.Max(limit, by);
            targetOf[to] |= (ushort)(1 << lane);
            (ready[(from * Most) + lane], alightings[(from * Most) + lane]) = (readyAt << LegBits, -1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> At(int[] lanesOf, int index) => Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(lanesOf), (nuint)(index * Most));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Bits(Vector512<int> mask) => (int)mask.ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(int[] lanesOf, int index, int those, Vector512<int> values)
    {
        var mask = Vector512.Equals(Vector512.Create(those) & LaneBits, LaneBits);
        Vector512.ConditionalSelect(mask, values, At(lanesOf, index)).StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(lanesOf), (nuint)(index * Most));
    }
}
