namespace Logistics.EventStore;

/// <summary>
/// The events that were read last, as objects. Each follower of a process reads every event, and so does who decides on its stream
/// next: without this an event's JSON was parsed once for each of them, which was the largest part of a busy service's time.
/// Events never change but by an operator's hand, after one stopped a follower: whoever begins to follow forgets them. A slot is
/// one reference, so no reader waits for another.
/// </summary>
internal sealed class RecentEvents
{
    private const int Kept = 8_192;

    private readonly StoredEvent?[] slots = new StoredEvent?[Kept];

    internal StoredEvent? Find(long position, Guid id)
        => Volatile.Read(ref slots[position % Kept]) is { } e && e.Position == position && e.Id == id ? e : null;

    /// <summary>What follows a position without a gap, so far as it is here; at most so many.</summary>
    internal IReadOnlyList<StoredEvent> After(long position, int limit)
    {
        var following = new List<StoredEvent>();
        while (following.Count < limit && Volatile.Read(ref slots[++position % Kept]) is { } e && e.Position == position) following.Add(e);
        return following;
    }

    internal void Forget() => Array.Clear(slots);

    internal StoredEvent Keep(StoredEvent e)
    {
        Volatile.Write(ref slots[e.Position % Kept], e);
        return e;
    }
}
