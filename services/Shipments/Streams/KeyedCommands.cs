using Logistics.EventStore;

namespace Logistics.Shipments.Streams;

/// <param name="State">As it was right after the command took effect for the first time.</param>
/// <param name="Position">To wait for, to read this write.</param>
internal sealed record Answered<TState>(TState State, long Version, long Position, Refusal? Refused);

/// <summary>
/// Commands on one stream that carry an idempotency key. A repetition is answered what the first one was: nothing of it need be
/// stored, because the log still knows the stream as it was at that position.
/// </summary>
internal sealed class KeyedCommands(JointTransactor streams, IEventLog log)
{
    /// <param name="visible">To whom it is not, its version says nothing.</param>
    public async Task<Answered<TState>> Decide<TState>(
        StreamType<TState> type, string id, long expectedVersion, Func<TState, bool> visible, Func<TState, Decision> decide,
        CommandContext context, CancellationToken ct)
    {
        var outcome = await streams.Transact(
            async draft => await draft.Expect(type, id, expectedVersion, visible, ct) ?? await draft.Decide(type, id, decide, ct), context, ct);
        if (outcome.Refused is not null) return new(type.Initial, 0, 0, outcome.Refused);
        var (state, version) = await AsOf(type, id, outcome.Position, ct);
        return new(state, version, outcome.Position, null);
    }

    /// <summary>A stream as it was at a position of the log.</summary>
    public async Task<(TState State, long Version)> AsOf<TState>(StreamType<TState> type, string id, long position, CancellationToken ct)
    {
        var events = (await log.Load(type.IdOf(id), 0, ct)).TakeWhile(e => e.Position <= position).ToList();
        return (events.Aggregate(type.Initial, (s, e) => type.Evolve(s, e.Data)), events[^1].Version);
    }
}
