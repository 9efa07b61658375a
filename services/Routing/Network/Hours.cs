namespace Logistics.Routing.Network;

/// <summary>When something is open, as seconds of a snapshot: from the first of each pair until before the second.</summary>
internal readonly struct Hours(int[]? opensAndCloses)
{
    internal static readonly Hours Always = new(null);

    internal bool IsAlways => opensAndCloses is null;

    internal bool OpenAt(int seconds) => opensAndCloses is null || (IndexAfter(seconds) & 1) == 1;

    /// <summary>When it closes next, of a time at which it is open.</summary>
    internal int OpenUntil(int seconds) => opensAndCloses is null ? int.MaxValue : opensAndCloses[IndexAfter(seconds)];

    // Of opens and closes, how many are not after it: odd means open.
    private int IndexAfter(int seconds)
    {
        var index = Array.BinarySearch(opensAndCloses!, seconds);
        return index < 0 ? ~index : index + 1;
    }
}
