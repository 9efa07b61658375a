using System.Text.Json;

namespace Logistics.EventStore;

/// <summary>One caller's append, serialised and checked before it enters the lane, and the promise of its outcome.</summary>
internal sealed class PreparedAppend
{
    private const int LongestId = 500;

    private static readonly Guid StreamClaim = Guid.NewGuid();
    private static readonly Guid KeyClaim = Guid.NewGuid();

    private readonly TaskCompletionSource<AppendOutcome> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PreparedAppend(IReadOnlyList<PreparedStream> streams, CommandContext context, string? headers)
    {
        Streams = streams;
        EventCount = streams.Sum(stream => stream.Events.Length);
        Context = context;
        Headers = headers;
    }

    internal IReadOnlyList<PreparedStream> Streams { get; }

    internal CommandContext Context { get; }

    /// <summary>Members of the events' headers, each with a comma behind it; null for none. The lane adds the hash.</summary>
    internal string? Headers { get; }

    internal Task<AppendOutcome> Outcome => outcome.Task;

    internal long EnteredAt { get; } = System.Diagnostics.Stopwatch.GetTimestamp();

    /// <summary>What the caller was doing: a batch's activity links to all of its callers'.</summary>
    internal System.Diagnostics.ActivityContext Trace { get; } = System.Diagnostics.Activity.Current?.Context ?? default;

    internal bool Settled => outcome.Task.IsCompleted;

    internal int EventCount { get; }

    internal static PreparedAppend From(IReadOnlyList<StreamAppend> streams, CommandContext context, EventTypes types)
    {
        var prepared = new List<PreparedStream>(streams.Count);
        var ids = streams.Count > 1 ? new HashSet<string>(streams.Count) : null;
        foreach (var stream in streams)
        {
            if (ids?.Add(stream.StreamId) == false)
                throw new ArgumentException($"Stream '{stream.StreamId}' occurs twice in one append.", nameof(streams));
            prepared.Add(Prepare(stream, types));
        }

        foreach (var text in (ReadOnlySpan<string?>)
            [context.IdempotencyKey, context.RequestDigest, context.Answer, context.Inbox?.Consumer, context.CorrelationId, context.CausationId])
            StrictText.Check(text);
        return new PreparedAppend(prepared, context, HeadersOf(context));
    }

    internal void Settle(AppendOutcome result) => outcome.TrySetResult(result);

    internal void Fail(Exception exception) => outcome.TrySetException(exception);

    internal void Cancel(CancellationToken ct) => outcome.TrySetCanceled(ct);

    /// <summary>What no two callers of one batch may have in common.</summary>
    internal IEnumerable<(string, Guid)> Claims()
    {
        foreach (var stream in Streams) yield return (stream.Id, StreamClaim);
        if (Context.IdempotencyKey is { } key) yield return (key, KeyClaim);
        if (Context.Inbox is { } inbox) yield return (inbox.Consumer, inbox.MessageId);
    }

    private static PreparedStream Prepare(StreamAppend stream, EventTypes types)
    {
        if (stream.Events.Count == 0) throw new ArgumentException($"Stream '{stream.StreamId}' gets no events.");
        if (stream.StreamId.Length is 0 or > LongestId || stream.StreamId.AsSpan().IndexOfAny('"', '\\') >= 0
            || stream.StreamId.Any(char.IsControl) || stream.StreamId == "mt_tombstone")
            throw new ArgumentException("A stream id has 1 to 500 characters, none of them a quote, a backslash or a control.");
        StrictText.Check(stream.StreamId);
        StrictText.Check(stream.StreamType);
        return new PreparedStream(stream.StreamId, stream.StreamType, stream.ExpectedVersion, [.. stream.Events.Select(e => Prepare(e, types))]);
    }

    // Version 7 ids grow with time, which is kind to whoever indexes them.
    private static PreparedEvent Prepare(object e, EventTypes types) => new(
        Guid.CreateVersion7(), types.NameOf(e), CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(e, e.GetType(), EventJson.Options)));

    private static string? HeadersOf(CommandContext context)
    {
        if (context.Actor is null) return null;
        var text = new System.Text.StringBuilder("\"actor\":");
        CanonicalJson.WriteString(context.Actor, text);
        return text.Append(',').ToString();
    }
}

internal sealed record PreparedStream(string Id, string Type, long? ExpectedVersion, PreparedEvent[] Events);

internal readonly record struct PreparedEvent(Guid Id, string Type, string Data);
