using System.Threading.Channels;

namespace Logistics.EventStore;

/// <summary>
/// Takes waiting callers for one commit. Two that touch the same stream, key or message never share a batch (the append function
/// relies on it): the later one, and whoever comes behind it for the same thing, is held for the next, in order.
/// </summary>
internal sealed class BatchCollector(ChannelReader<PreparedAppend> waiting)
{
    internal const int MostCallers = 256;
    private const int MostEvents = 4_000;

    private readonly HashSet<(string, Guid)> claimed = [];
    private readonly List<PreparedAppend> batch = [];
    private List<PreparedAppend> held = [];
    private int events;

    internal bool HoldsSome => held.Count > 0;

    /// <summary>Empty when everyone who waited has gone away.</summary>
    internal IReadOnlyList<PreparedAppend> Collect()
    {
        claimed.Clear();
        batch.Clear();
        events = 0;
        var again = held;
        held = [];
        foreach (var append in again) Place(append);
        while (batch.Count < MostCallers && held.Count < MostCallers && events < MostEvents && waiting.TryRead(out var append)) Place(append);
        return batch;
    }

    private void Place(PreparedAppend append)
    {
        if (append.Settled) return;
        var free = true;
        foreach (var claim in append.Claims()) free &= claimed.Add(claim);
        if (free && batch.Count < MostCallers && events < MostEvents)
        {
            batch.Add(append);
            events += append.EventCount;
        }
        else
        {
            held.Add(append);
        }
    }
}
