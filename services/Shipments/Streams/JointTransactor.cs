using Logistics.EventStore;

namespace Logistics.Shipments.Streams;

/// <param name="Answer">What the first one answered, where this is a repetition.</param>
internal sealed record JointOutcome(long Position, Refusal? Refused, bool Repeated, string? Answer);

/// <summary>
/// As <see cref="Transactor"/>, for commands that several streams must agree on: all of their events are appended together or
/// none, and a version conflict in any of them has it decided again.
/// </summary>
internal sealed class JointTransactor(IEventLog log)
{
    private const int Attempts = 10;

    private readonly StreamMemory memory = new();

    public Task<JointOutcome> Transact(Func<Draft, Task<Refusal?>> decide, CommandContext context, CancellationToken ct)
        => Transact(decide, context, memory, ct);

    /// <summary>
    /// A draft for several commands in a row, on streams that were loaded together. They are not remembered: who catches up in
    /// bulk seldom comes back to the same ones soon, and what is kept in vain costs the collector more than a query costs.
    /// </summary>
    public Draft Begin(ILookup<string, StoredEvent> loaded) => new(log, loaded);

    /// <summary>
    /// The first attempt on such a draft. Whatever comes of it but success is decided anew on the log, and null says that the
    /// draft is used up.
    /// </summary>
    public async Task<(JointOutcome Outcome, Draft? Draft)> Transact(
        Draft draft, Func<Draft, Task<Refusal?>> decide, CommandContext context, CancellationToken ct)
    {
        if (await decide(draft) is null && draft.IsCheckedByAppend && draft.Appends() is { Count: > 0 } appends
            && await log.Append(appends, context, ct) is AppendOutcome.Appended done)
        {
            foreach (var append in appends) memory.Forget(append.StreamId);
            draft.Appended(null);
            return (new(done.Position, null, false, null), draft);
        }

        return (await Transact(decide, context, null, ct), null);
    }

    private async Task<JointOutcome> Transact(
        Func<Draft, Task<Refusal?>> decide, CommandContext context, StreamMemory? remembered, CancellationToken ct)
    {
        var conflict = "";
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            // Whether it is a repetition the append finds out itself; where there is nothing to append, it is asked.
            var draft = new Draft(log, memory: remembered);
            remembered = null;
            var refusal = await decide(draft);
            if (draft.IsFromMemory && (refusal is not null || !draft.IsCheckedByAppend)) continue;
            if (refusal is not null) return await Repeated(context, ct) ?? new JointOutcome(0, refusal, false, null);
            var appends = draft.Appends();
            if (appends.Count == 0 && context is { IdempotencyKey: null, Inbox: null }) return new(0, null, false, null);
            var outcome = await log.Append(appends, context, ct);
            if (outcome is AppendOutcome.Appended) draft.Appended(memory);
            if (outcome is not AppendOutcome.VersionConflict lost) return Settled(outcome);
            memory.Forget(conflict = lost.StreamId);
        }

        throw new ContentionException(conflict, Attempts);
    }

    /// <summary>For what has to happen before deciding and must not happen twice, such as encrypting a contact.</summary>
    public async Task<JointOutcome?> Repeated(CommandContext context, CancellationToken ct)
        => context is not { IdempotencyKey: null, Inbox: null } && await log.FindRepetition(context, ct) is { } outcome
            ? Settled(outcome)
            : null;

    private static JointOutcome Settled(AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.Appended done => new(done.Position, null, false, null),
        AppendOutcome.Repeated known => new(known.Position, null, true, known.Answer),
        AppendOutcome.KeyReused => new(0, new(Refusal.KeyReused, "The idempotency key belongs to another request."), false, null),
        _ => throw new InvalidOperationException($"Unexpected outcome of an append: {outcome}"),
    };
}
