using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Logistics.Routing.Planning.Scans;

/// <summary>
/// One pass over stretches in order of departure for sixteen lanes, side by side in one vector: passing over a stretch costs the sixteen
/// as much as one. A label is the time from which on one may leave a place, with the number of legs in its lowest bits: among equal
/// times the fewest legs stay. Lanes are shipments; or, where legs are counted, eight in a row are one shipment with at most 0 to 6
/// legs and with any number. Kept and used again by one thread.
/// </summary>
internal sealed class LanePass
{
    internal const int Lanes = 16;
    internal const int Never = int.MaxValue;
    private const int LegBits = 4;
    private const int LegMask = (1 << LegBits) - 1;
    private const int Start = -1;

    /// <summary>Lanes of a shipment whose legs are counted.</summary>
    internal const int Counts = 8;

    // With one leg more one is in the next lane; with any number in the same.
    private const int CountedLanes = 0xfefe;
    private const int AnyLanes = 0x8080;

    private static readonly Vector512<int> OneLegFewer = Vector512.Create(0, 0, 1, 2, 3, 4, 5, 7, 8, 8, 9, 10, 11, 12, 13, 15);

    private static readonly Vector512<int> LaneBits = Vector512.Create(Enumerable.Range(0, Lanes).Select(lane => 1 << lane).ToArray());

    private readonly int[] goals = new int[Lanes];
    private readonly int[] limits = new int[Lanes];
    private int[] ready = [];
    private int[] boardings = [];
    private int[] alightings = [];
    private int[] boarded = [];
    private ushort[] aboard = [];
    private ushort[] goalOf = [];
    private int started;
    private int ending;
    private int active;
    private int nextLimit;
    private int shifted;
    private int same;
    private int capping;

    /// <summary>The label of who is there then, without having ridden yet.</summary>
    internal static int LabelAt(int seconds) => seconds << LegBits;

    internal static int SecondsOf(int label) => label >> LegBits;

    /// <summary>Whether all lanes are at their goals, or past their limits.</summary>
    internal bool IsOver => active == 0;

    /// <summary>At its goal; <see cref="Never"/> where nothing leads there in time.</summary>
    internal int LabelOf(int lane) => (started & (1 << lane)) == 0 ? Never : ready[(goals[lane] * Lanes) + lane];

    internal void Begin(int places, int seats, bool countLegs = false)
    {
        (shifted, same) = countLegs ? (CountedLanes, AnyLanes) : (0, ushort.MaxValue);
        for (var left = started; left != 0; left &= left - 1) goalOf[goals[BitOperations.TrailingZeroCount(left)]] = 0;
        (started, ending, active, capping, nextLimit) = (0, 0, 0, 0, Never);
        if (goalOf.Length < places)
        {
            (ready, boardings, alightings) = (new int[places * Lanes], new int[places * Lanes], new int[places * Lanes]);
            goalOf = new ushort[places];
        }

        if (aboard.Length < seats) (aboard, boarded) = (new ushort[seats], new int[seats * Lanes]);
        Array.Fill(ready, Never, 0, places * Lanes);
        Array.Clear(aboard, 0, seats);
    }

    /// <param name="ends">Whether the goal is the destination, or only where one part of the way ends.</param>
    /// <param name="by">What leaves later is not ridden.</param>
    /// <param name="caps">Where legs are counted: once this lane is there, what comes later with fewer legs is of no use.</param>
    internal void Set(int lane, int place, int label, int goal, bool ends, int by, bool caps = false)
    {
        var slot = (place * Lanes) + lane;
        (ready[slot], alightings[slot]) = (label, Start);
        (goals[lane], limits[lane]) = (goal, by);
        started |= 1 << lane;
        if (place == goal) return;
        goalOf[goal] |= (ushort)(1 << lane);
        active |= (1 << lane) & (shifted | same);
        if (caps) capping |= 1 << lane;
        if (ends) ending |= 1 << lane;
        nextLimit = Math.Min(nextLimit, by);
    }

    internal void Over<TRoom>(ReadOnlySpan<Stretch> stretches, TRoom room)
        where TRoom : struct, IRoomRule
    {
        var (verdicts, on, times) = (room.Runs, aboard, ready);
        foreach (ref readonly var stretch in stretches)
        {
            var departure = stretch.Departure;
            if (departure > nextLimit && !AnyActiveAt(departure)) return;

            var waiting = At(times, stretch.From);
            int here = on[stretch.Seat];
            var there = Bits(Vector512.LessThanOrEqual(waiting, Vector512.Create((departure << LegBits) | LegMask)));
            var boarding = (((there << 1) & shifted) | (there & same)) & active & ~here;
            if ((boarding | (here & active)) == 0) continue;

            if ((stretch.Stops & Stops.Board) == 0) boarding = 0;
            var all = here | boarding;
            if (verdicts[stretch.Run] == Verdict.Ask)
            {
                all = room.Fits(stretch.Run, stretch.Call, all);
                boarding &= all;
            }

            if (boarding != 0)
            {
                // Fifteen legs are fifteen or more: nobody is planned with so many.
                if (shifted != 0) waiting = Vector512.Shuffle(waiting, OneLegFewer);
                var legs = Vector512.Min((waiting & Vector512.Create(LegMask)) + Vector512<int>.One, Vector512.Create(LegMask));
                Store(boarded, stretch.Seat, boarding, Vector512.Create(stretch.Number << LegBits) + legs);
            }

            on[stretch.Seat] = (ushort)all;
            if ((all & active) != 0) Alight(stretch, all & active);
        }
    }

    /// <summary>The rides that lead a lane to its goal, from the start of this part of its way; added to what is there.</summary>
    /// <returns>The lane in which it started.</returns>
    internal int Trace(int lane, int part, ClassTimetable network, List<Ride> rides)
    {
        var before = rides.Count;
        for (var slot = (goals[lane] * Lanes) + lane; alightings[slot] != Start;)
        {
            rides.Add(new Ride(network.Timetable.Parts[boardings[slot] >> LegBits], network.Timetable.Parts[alightings[slot]]));
            if (rides.Count > network.Timetable.RunCount) throw new InvalidOperationException($"The way of lane {lane} goes in a circle.");
            if ((same & (1 << lane)) == 0) lane--;
            slot = (network.PlaceIn(part, rides[^1].Board.From) * Lanes) + lane;
        }

        rides.Reverse(before, rides.Count - before);
        return lane;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Alight(in Stretch stretch, int those)
    {
        var ride = At(boarded, stretch.Seat);
        var label = Vector512.Create(stretch.ReadyAt << LegBits) + (ride & Vector512.Create(LegMask));
        var sooner = Bits(Vector512.LessThan(label, At(ready, stretch.To))) & those;
        if (sooner == 0) return;
        int arriving = goalOf[stretch.To] & sooner;
        if ((stretch.Stops & Stops.Alight) == 0) sooner = (stretch.Stops & Stops.AlightAtTheEnd) != 0 ? arriving & ending : 0;
        if (sooner == 0) return;

        Store(ready, stretch.To, sooner, label);
        Store(boardings, stretch.To, sooner, ride);
        Store(alightings, stretch.To, sooner, Vector512.Create(stretch.Number));
        if ((arriving & sooner) != 0) Arrived(arriving & sooner, stretch.ReadyAt);
    }

    // What leaves later than a lane may go on from its goal cannot be sooner for it.
    private void Arrived(int those, int readyAt)
    {
        for (var left = those; left != 0; left &= left - 1)
        {
            var lane = BitOperations.TrailingZeroCount(left);
            if ((capping & (1 << lane)) != 0) Limit(lane & ~(Counts - 1), Counts, readyAt);
            else Limit(lane, 1, readyAt);
        }
    }

    private void Limit(int first, int count, int readyAt)
    {
        nextLimit = Math.Min(nextLimit, readyAt);
        foreach (ref var limit in limits.AsSpan(first, count)) limit = Math.Min(limit, readyAt);
    }

    private bool AnyActiveAt(int departure)
    {
        nextLimit = Never;
        for (var left = active; left != 0; left &= left - 1)
        {
            var lane = BitOperations.TrailingZeroCount(left);
            if (limits[lane] < departure) active &= ~(1 << lane);
            else nextLimit = Math.Min(nextLimit, limits[lane]);
        }

        return active != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> At(int[] lanesOf, int index) => Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(lanesOf), (nuint)(index * Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Bits(Vector512<int> mask) => (int)mask.ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(int[] lanesOf, int index, int those, Vector512<int> values)
    {
        var mask = Vector512.Equals(Vector512.Create(those) & LaneBits, LaneBits);
        Vector512.ConditionalSelect(mask, values, At(lanesOf, index)).StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(lanesOf), (nuint)(index * Lanes));
    }
}
