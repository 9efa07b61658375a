using Npgsql;

namespace Logistics.EventStore;

/// <summary>A batch as the append function wants it: columns per caller, stream and event; null where nobody has such a thing.</summary>
internal sealed class BatchArrays
{
    private readonly IReadOnlyList<PreparedAppend> batch;
    private readonly int? existing;
    private readonly int[] callerEvents;
    private readonly int[] streamCaller;
    private readonly string[] streamId;
    private readonly string[] streamType;
    private readonly long?[] streamExpected;
    private readonly int[] streamEvents;
    private readonly int[] eventCaller;
    private readonly int[] eventStream;
    private readonly int[] eventPlace;
    private readonly Guid[] eventId;
    private readonly string[] eventType;
    private readonly string[] eventData;

    internal BatchArrays(IReadOnlyList<PreparedAppend> batch, bool look)
    {
        this.batch = batch;
        var streams = batch.Sum(append => append.Streams.Count);
        var events = batch.Sum(append => append.EventCount);
        callerEvents = new int[batch.Count];
        (streamCaller, streamId, streamType) = (new int[streams], new string[streams], new string[streams]);
        (streamExpected, streamEvents) = (new long?[streams], new int[streams]);
        (eventCaller, eventStream, eventPlace) = (new int[events], new int[events], new int[events]);
        (eventId, eventType, eventData) = (new Guid[events], new string[events], new string[events]);
        Copy();
        existing = look || !batch.All(CanBeCheckedByUpdate) ? null : streamExpected.Count(expected => expected > 0);
    }

    internal void Fill(NpgsqlParameterCollection parameters)
    {
        object?[] values =
        [
            existing,
            callerEvents, Some(a => a.Context.IdempotencyKey), Some(a => a.Context.RequestDigest), Some(a => a.Context.Answer),
            Some(a => a.Context.Inbox?.Consumer), Some(a => a.Context.Inbox?.MessageId),
            streamCaller, streamId, streamType, streamExpected, streamEvents,
            eventStream, eventPlace, eventId, eventType, eventData,
            OfEvents(Some(a => a.Context.CorrelationId)), OfEvents(Some(a => a.Context.CausationId)), OfEvents(Some(a => a.Headers)),
        ];
        for (var i = 0; i < values.Length; i++) parameters[i].Value = values[i] ?? DBNull.Value;
    }

    private static bool CanBeCheckedByUpdate(PreparedAppend append)
    {
        var existing = 0;
        foreach (var stream in append.Streams)
        {
            if (stream.ExpectedVersion is not >= 0 || (stream.ExpectedVersion > 0 && ++existing > 1)) return false;
        }

        return true;
    }

    private void Copy()
    {
        var (stream, e) = (0, 0);
        for (var caller = 0; caller < batch.Count; caller++)
        {
            callerEvents[caller] = batch[caller].EventCount;
            foreach (var one in batch[caller].Streams)
            {
                (streamCaller[stream], streamId[stream], streamType[stream]) = (caller + 1, one.Id, one.Type);
                (streamExpected[stream], streamEvents[stream]) = (one.ExpectedVersion, one.Events.Length);
                stream++;
                for (var place = 1; place <= one.Events.Length; place++, e++)
                {
                    (eventCaller[e], eventStream[e], eventPlace[e]) = (caller, stream, place);
                    (eventId[e], eventType[e], eventData[e]) = one.Events[place - 1];
                }
            }
        }
    }

    private T?[]? Some<T>(Func<PreparedAppend, T?> value)
    {
        T?[]? column = null;
        for (var i = 0; i < batch.Count; i++)
        {
            if (value(batch[i]) is { } some) (column ??= new T?[batch.Count])[i] = some;
        }

        return column;
    }

    private string?[]? OfEvents(string?[]? ofCallers)
        => ofCallers is null ? null : Array.ConvertAll(eventCaller, caller => ofCallers[caller]);
}
