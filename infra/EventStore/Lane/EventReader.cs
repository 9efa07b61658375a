using NodaTime;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>Reads events. Marten's tombstones, which fill its gaps, are none of ours and left out.</summary>
internal sealed class EventReader(NpgsqlDataSource source, EventTypes types)
{
    private const string Columns =
        "select seq_id, id, stream_id, version, type, data, timestamp, correlation_id, causation_id, headers ->> 'actor' from mt_events ";

    private readonly RecentEvents recent = new();

    internal async Task<IReadOnlyList<StoredEvent>> Stream(string streamId, long afterVersion, bool archived, CancellationToken ct)
    {
        var page = await Read(
            Columns + "where stream_id = $1 and version > $2 " + (archived ? "" : "and is_archived is not true ") + "order by version",
            [new NpgsqlParameter<string> { TypedValue = streamId }, new NpgsqlParameter<long> { TypedValue = afterVersion }],
            ct);
        return Readable(page);
    }

    internal async Task<IReadOnlyList<StoredEvent>> Streams(string[] streamIds, CancellationToken ct) => Readable(await Read(
        Columns + "where stream_id = any($1) and is_archived is not true order by stream_id, version",
        [new NpgsqlParameter<string[]> { TypedValue = streamIds }],
        ct));

    /// <summary>Reads from the tables what was read before, too.</summary>
    internal void Forget() => recent.Forget();

    /// <summary>The log's next events for a follower: what another one has just read is not asked for again. Few of them does not mean the end.</summary>
    internal async Task<LogPage> Next(long afterPosition, int limit, CancellationToken ct)
        => recent.After(afterPosition, limit) is { Count: > 0 } here ? new LogPage(here, null) : await Log(afterPosition, limit, ct);

    internal Task<LogPage> Log(long afterPosition, int limit, CancellationToken ct) => Read(
        Columns + "where seq_id > $1 and stream_id <> 'mt_tombstone' order by seq_id limit $2",
        [new NpgsqlParameter<long> { TypedValue = afterPosition }, new NpgsqlParameter<int> { TypedValue = limit }],
        ct);

    internal async Task<long> Head(CancellationToken ct)
    {
        await using var command = source.CreateCommand("select coalesce(max(seq_id), 0) from mt_events");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static IReadOnlyList<StoredEvent> Readable(LogPage page) => page.Unreadable is { } unreadable
        ? throw unreadable.InnerException as UnknownEventTypeException ?? (Exception)unreadable
        : page.Events;

    private async Task<LogPage> Read(string sql, NpgsqlParameter[] parameters, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.PrepareAsync(ct);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var events = new List<StoredEvent>();
        while (await rows.ReadAsync(ct))
        {
            try
            {
                events.Add(Event(rows));
            }
            catch (Exception e) when (e is not NpgsqlException and not IOException)
            {
                return new LogPage(events, new EventUnreadableException(rows.GetInt64(0), rows.GetString(4), e));
            }
        }

        return new LogPage(events, null);
    }

    private StoredEvent Event(NpgsqlDataReader row)
    {
        var (position, id) = (row.GetInt64(0), row.GetGuid(1));
        if (recent.Find(position, id) is { } known) return known;
        var type = row.GetString(4);
        return recent.Keep(new StoredEvent(
            position, id, row.GetString(2), row.GetInt64(3), type, types.Read(type, row.GetFieldValue<byte[]>(5)),
            Instant.FromDateTimeUtc(row.GetDateTime(6)), new EventMetadata(Text(row, 7), Text(row, 8), Text(row, 9))));
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

/// <summary>Events up to the first that cannot be read.</summary>
internal sealed record LogPage(IReadOnlyList<StoredEvent> Events, EventUnreadableException? Unreadable);
