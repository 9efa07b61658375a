namespace Logistics.EventStore;

/// <summary>
/// Load, decide, append; on a version conflict decide again, at most ten times. A repetition (same key or message) is recognised
/// before deciding, because the first one's effect would make the decider refuse it.
/// </summary>
public sealed class Transactor
{
    private const int Attempts = 10;

    private readonly IEventLog log;
    private readonly SnapshotStore? snapshots;

    /// <summary>Over any store; every load folds from the beginning.</summary>
    public Transactor(IEventLog log) => this.log = log;

    internal Transactor(IEventLog log, SnapshotStore snapshots)
        : this(log) => this.snapshots = snapshots;

    /// <summary>Runs a command against one stream, <c>{type.Name}-{id}</c>.</summary>
    /// <param name="decide">Pure; may run several times.</param>
    /// <param name="expectedVersion">Where the caller sent one: a stale one is refused with <see cref="Refusal.StaleVersion"/>.</param>
    /// <exception cref="ContentionException">Ten conflicts in a row.</exception>
    public async Task<Transacted<TState>> Transact<TState>(
        StreamType<TState> type, string id, Func<TState, Decision> decide, CommandContext context, CancellationToken ct,
        long? expectedVersion = null)
    {
        var proven = 0L;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var repeated = context.CanRepeat ? await log.FindRepetition(context, ct) : null;
            var loaded = await Fold(type, id, ct);
            if (repeated is not null) return Settled(loaded, repeated);
            // What the append saw committed, a load shows; unless the stream is archived.
            if (loaded.Version < proven) return loaded.Refuse(Archived(type.IdOf(id)));
            if (expectedVersion is { } expected && expected != loaded.Version) return Stale(loaded, expected);

            switch (decide(loaded.State))
            {
                case Decision.Refused refused:
                    // The same command may have taken effect between the look and the load.
                    repeated = context.CanRepeat ? await log.FindRepetition(context, ct) : null;
                    return repeated is null ? loaded.Refuse(refused.Refusal) : Settled(await Fold(type, id, ct), repeated);
                case Decision.Accepted { Events.Count: 0 } when !context.CanRepeat:
                    return loaded.Accept(loaded.State, loaded.Version, loaded.Position);
                case Decision.Accepted accepted:
                    var outcome = await log.Append(Appends(type, id, loaded.Version, accepted.Events), context, ct);
                    if (outcome is AppendOutcome.VersionConflict conflict)
                    {
                        proven = conflict.ActualVersion;
                        continue;
                    }

                    if (outcome is not AppendOutcome.Appended done) return Settled(await Fold(type, id, ct), outcome);
                    var state = accepted.Events.Aggregate(loaded.State, type.Evolve);
                    return loaded.Accept(state, loaded.Version + accepted.Events.Count, done.Position);
            }
        }

        throw new ContentionException(type.IdOf(id), Attempts);
    }

    /// <summary>A stream's state and version; the initial state and 0 where there is none.</summary>
    public async Task<(TState State, long Version)> Load<TState>(StreamType<TState> type, string id, CancellationToken ct)
    {
        var loaded = await Fold(type, id, ct);
        return (loaded.State, loaded.Version);
    }

    private static IReadOnlyList<StreamAppend> Appends<TState>(StreamType<TState> type, string id, long version, IReadOnlyList<object> events)
        => events.Count == 0 ? [] : [new StreamAppend(type.IdOf(id), type.Name, version, events)];

    private async Task<Folded<TState>> Fold<TState>(StreamType<TState> type, string id, CancellationToken ct)
    {
        var streamId = type.IdOf(id);
        if (type.Snapshots is not { } codec || snapshots is null) return Fold(type, type.Initial, await log.Load(streamId, 0, ct));
        if (await snapshots.Find(streamId, codec, ct) is { } taken)
        {
            // The event that it was taken after comes along, to prove that the snapshot is one of this stream.
            var since = await log.Load(streamId, taken.Version - 1, ct);
            if (since.Count > 0 && since[0].Version == taken.Version && since[0].Id == taken.EventId)
                return Keep(codec, streamId, Fold(type, taken.State, [.. since.Skip(1)], since[0]), since.Count - 1, since[^1]);
        }

        var events = await log.Load(streamId, 0, ct);
        var folded = Fold(type, type.Initial, events);
        return events.Count == 0 ? folded : Keep(codec, streamId, folded, events.Count, events[^1]);
    }

    private static Folded<TState> Fold<TState>(StreamType<TState> type, TState from, IReadOnlyList<StoredEvent> events, StoredEvent? after = null)
    {
        var state = events.Aggregate(from, (folded, e) => type.Evolve(folded, e.Data));
        var last = events.Count == 0 ? after : events[^1];
        return new(state, last?.Version ?? 0, last?.Position ?? 0);
    }

    private Folded<TState> Keep<TState>(SnapshotCodec<TState> codec, string streamId, Folded<TState> folded, int events, StoredEvent last)
    {
        if (events >= codec.Every) snapshots!.Keep(streamId, codec, folded.State, last);
        return folded;
    }

    private static Refusal Archived(string streamId) => new(Refusal.Archived, $"Stream '{streamId}' is archived.");

    private static Transacted<TState> Settled<TState>(Folded<TState> loaded, AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.Repeated repeated => new(loaded.State, loaded.Version, repeated.Position, null, true, repeated.Answer),
        AppendOutcome.KeyReused => loaded.Refuse(new Refusal(Refusal.KeyReused, "The idempotency key belongs to another request.")),
        AppendOutcome.Archived archived => loaded.Refuse(Archived(archived.StreamId)),
        _ => throw new InvalidOperationException($"Unexpected outcome of an append: {outcome}"),
    };

    private static Transacted<TState> Stale<TState>(Folded<TState> loaded, long expected) => loaded.Refuse(
        new Refusal(Refusal.StaleVersion, $"Expected version {expected}, but it is at version {loaded.Version}."));

    private sealed record Folded<TState>(TState State, long Version, long Position)
    {
        internal Transacted<TState> Accept(TState state, long version, long position) => new(state, version, position, null, false, null);

        internal Transacted<TState> Refuse(Refusal refusal) => new(State, Version, Position, refusal, false, null);
    }
}
