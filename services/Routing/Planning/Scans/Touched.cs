using System.Runtime.CompilerServices;

namespace Logistics.Routing.Planning.Scans;

/// <summary>Which entries of a scan's arrays are no longer as they were: what to clean before the next scan, instead of all.</summary>
internal sealed class Touched
{
    private int[] entries = [];

    internal int Count { get; private set; }

    internal ReadOnlySpan<int> Entries => entries.AsSpan(0, Count);

    internal void MakeRoomFor(int all)
    {
        if (entries.Length < all) entries = new int[all];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(int entry) => entries[Count++] = entry;

    internal void Forget() => Count = 0;
}
