using Logistics.EventStore;

namespace Logistics.Shipments.Tests;

/// <summary>The port to the log without a server, for properties of many runs; and what goes wrong on the way to it.</summary>
internal sealed class MemoryLog : IEventLog
{
    private readonly List<StoredEvent> events = [];
    private readonly Dictionary<string, (string? Digest, AppendOutcome.Repeated Outcome)> seen = [];

    /// <summary>Before an append: another command gets in between, or the process ends.</summary>
    public Func<Task> BeforeAppend { get; set; } = () => Task.CompletedTask;

    /// <summary>After it: the answer is lost.</summary>
    public Action AfterAppend { get; set; } = () => { };

    public async Task<AppendOutcome> Append(IReadOnlyList<StreamAppend> streams, CommandContext context, CancellationToken ct)
    {
        await BeforeAppend();
        if (await FindRepetition(context, ct) is { } known) return known;
        foreach (var stream in streams)
            if (stream.ExpectedVersion is { } expected && VersionOf(stream.StreamId) is var actual && actual != expected)
                return new AppendOutcome.VersionConflict(stream.StreamId, actual);
        foreach (var stream in streams)
            foreach (var data in stream.Events)
                events.Add(new(
                    events.Count + 1, Guid.NewGuid(), stream.StreamId, VersionOf(stream.StreamId) + 1, data.GetType().Name, data, Known.Now, new(null, null, context.Actor)));
        foreach (var key in Keys(context)) seen[key] = (context.RequestDigest, new(events.Count, context.Answer));
        AfterAppend();
        return new AppendOutcome.Appended(events.Count);
    }

    public Task<IReadOnlyList<StoredEvent>> Load(string streamId, long afterVersion, CancellationToken ct)
        => Task.FromResult<IReadOnlyList<StoredEvent>>([.. events.Where(e => e.StreamId == streamId && e.Version > afterVersion)]);

    public Task<IReadOnlyList<StoredEvent>> LoadArchived(string streamId, long afterVersion, CancellationToken ct) => Load(streamId, afterVersion, ct);

    public Task<bool> Archive(string streamId, CancellationToken ct) => throw new NotSupportedException("Nothing is archived here.");

    public Task<IReadOnlyList<StoredEvent>> ReadLog(long afterPosition, int limit, CancellationToken ct)
        => Task.FromResult<IReadOnlyList<StoredEvent>>([.. events.Where(e => e.Position > afterPosition).Take(limit)]);

    public Task<long> Head(CancellationToken ct) => Task.FromResult((long)events.Count);

    public Task<AppendOutcome?> FindRepetition(CommandContext context, CancellationToken ct)
    {
        foreach (var key in Keys(context))
            if (seen.TryGetValue(key, out var known))
                return Task.FromResult<AppendOutcome?>(known.Digest == context.RequestDigest ? known.Outcome : new AppendOutcome.KeyReused());
        return Task.FromResult<AppendOutcome?>(null);
    }

    private static IEnumerable<string> Keys(CommandContext context)
    {
        if (context.IdempotencyKey is { } key) yield return key;
        if (context.Inbox is { } inbox) yield return $"{inbox.Consumer} {inbox.MessageId}";
    }

    private long VersionOf(string streamId) => events.LastOrDefault(e => e.StreamId == streamId)?.Version ?? 0;
}
