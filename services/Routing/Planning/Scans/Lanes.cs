using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Logistics.Routing.Planning.Scans;

/// <summary>
/// Eight times by number of legs, side by side in one vector: lane k is the time with at most k legs, k to 6, and the last lane the
/// time with any number. So no lane is worse than the one before it, and one comparison finds the fewest legs that do.
/// </summary>
internal static class Lanes
{
    internal const int Count = 8;

    /// <summary>Legs are counted up to here.</summary>
    internal const int MostLegs = 6;

    /// <summary>The lane, and the label of a run boarded, of more legs than are counted.</summary>
    internal const int Any = 7;

    internal const int Never = int.MaxValue;

    private static readonly Vector256<int>[] From =
        [.. Enumerable.Range(0, Count).Select(lane => Vector256.Create([.. Enumerable.Range(0, Count).Select(other => other >= lane ? -1 : 0)]))];

    /// <summary>The fewest legs of a ride that is boarded by the given time, which is one more than got there; past <see cref="Any"/> where none do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int LegsBoarding(int[] ready, int hub, int departure) =>
        LegsOf(Vector256.LessThanOrEqual(At(ready, hub), Vector256.Create(departure)));

    /// <summary>The mirror image: of a ride that arrives by the latest time from which so many legs more still do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int LegsAlighting(int[] latest, int hub, int arrival) =>
        LegsOf(Vector256.GreaterThanOrEqual(At(latest, hub), Vector256.Create(arrival)));

    /// <summary>Lowers the lanes from <paramref name="legs"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Lower(int[] times, int hub, int legs, int time)
    {
        var old = At(times, hub);
        Vector256.ConditionalSelect(From[legs], Vector256.Min(old, Vector256.Create(time)), old).StoreUnsafe(ref Start(times), (nuint)(hub * Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Raise(int[] times, int hub, int legs, int time)
    {
        var old = At(times, hub);
        Vector256.ConditionalSelect(From[legs], Vector256.Max(old, Vector256.Create(time)), old).StoreUnsafe(ref Start(times), (nuint)(hub * Count));
    }

    internal static void Fill(int[] times, int hub, int time) => Array.Fill(times, time, hub * Count, Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LegsOf(Vector256<int> met)
    {
        var lane = BitOperations.TrailingZeroCount(met.ExtractMostSignificantBits() | (1u << Count));
        return lane < Any ? lane + 1 : lane;
    }

    private static Vector256<int> At(int[] times, int hub) => Vector256.LoadUnsafe(ref Start(times), (nuint)(hub * Count));

    private static ref int Start(int[] times) => ref MemoryMarshal.GetArrayDataReference(times);
}
