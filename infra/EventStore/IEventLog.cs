namespace Logistics.EventStore;

/// <summary>
/// The port to the event log. Positions are gapless and in commit order, so that a reader asking for what lies beyond the last
/// position it saw can never skip an event.
/// </summary>
public interface IEventLog
{
    /// <summary>
    /// Appends to one or more streams, all or nothing, together with the context's idempotency key and inbox message. Without
    /// streams it records only these. A cancelled wait may leave the append done: ask again with the same key.
    /// </summary>
    /// <exception cref="ArgumentException">A stream twice, no events, an unregistered type, NUL or a lone surrogate in text, or
    /// a number that a JSON reader would not get back exactly.</exception>
    Task<AppendOutcome> Append(IReadOnlyList<StreamAppend> streams, CommandContext context, CancellationToken ct);

    /// <summary>A stream's events beyond a version, in order; empty where there is no such stream, or an archived one.</summary>
    /// <exception cref="UnknownEventTypeException">A stored name that nobody registered.</exception>
    Task<IReadOnlyList<StoredEvent>> Load(string streamId, long afterVersion, CancellationToken ct);

    /// <summary>Several streams from their beginnings, for batches; a stream that is not there is empty.</summary>
    /// <exception cref="UnknownEventTypeException">A stored name that nobody registered.</exception>
    async Task<ILookup<string, StoredEvent>> LoadMany(IReadOnlyCollection<string> streamIds, CancellationToken ct)
    {
        var events = new List<StoredEvent>();
        foreach (var streamId in streamIds) events.AddRange(await Load(streamId, 0, ct));
        return events.ToLookup(e => e.StreamId);
    }

    /// <summary>As <see cref="Load"/>, but of an archived stream too.</summary>
    Task<IReadOnlyList<StoredEvent>> LoadArchived(string streamId, long afterVersion, CancellationToken ct);

    /// <summary>
    /// Closes a stream for good: it takes no more events and is left out of loads. It stays in the log, in the hash chain and in
    /// projections and their rebuilds, for a rebuild must equal what is live: a row that shall go when its stream is archived
    /// goes by an event that says so. Again is as once; false where there is no such stream.
    /// </summary>
    Task<bool> Archive(string streamId, CancellationToken ct);

    /// <summary>At most <paramref name="limit"/> events beyond a position, in order, those of archived streams among them.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadLog(long afterPosition, int limit, CancellationToken ct);

    /// <summary>The last position, 0 in an empty log.</summary>
    Task<long> Head(CancellationToken ct);

    /// <summary>
    /// <see cref="AppendOutcome.Repeated"/> or <see cref="AppendOutcome.KeyReused"/> where the context's key or message was
    /// recorded before, else null.
    /// </summary>
    Task<AppendOutcome?> FindRepetition(CommandContext context, CancellationToken ct);
}
