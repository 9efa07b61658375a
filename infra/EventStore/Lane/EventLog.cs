using Npgsql;

namespace Logistics.EventStore;

/// <summary>The port over PostgreSQL in Marten's layout.</summary>
internal sealed class EventLog(NpgsqlDataSource source, EventTypes types, EventReader reader, AppendLane lane, StoreMetrics metrics) : IEventLog
{
    private const string Repetition =
        """
        select position, answer, digest is not distinct from $2 from log_idempotency where key = $1
        union all
        select position, null, true from log_inbox where consumer = $3 and message_id = $4
        """;

    private const string IsArchived = "LG002";

    public async Task<AppendOutcome> Append(IReadOnlyList<StreamAppend> streams, CommandContext context, CancellationToken ct)
    {
        if (streams.Count == 0 && !context.CanRepeat)
            throw new ArgumentException("Nothing to append: no streams, no idempotency key, no inbox message.", nameof(streams));
        try
        {
            return await lane.Append(PreparedAppend.From(streams, context, types), ct);
        }
        catch (PostgresException e) when (e.SqlState == IsArchived)
        {
            metrics.Archived();
            return new AppendOutcome.Archived(e.ConstraintName!);
        }
    }

    public Task<IReadOnlyList<StoredEvent>> Load(string streamId, long afterVersion, CancellationToken ct)
        => reader.Stream(streamId, afterVersion, false, ct);

    public async Task<ILookup<string, StoredEvent>> LoadMany(IReadOnlyCollection<string> streamIds, CancellationToken ct)
        => (await reader.Streams([.. streamIds], ct)).ToLookup(e => e.StreamId);

    public Task<IReadOnlyList<StoredEvent>> LoadArchived(string streamId, long afterVersion, CancellationToken ct)
        => reader.Stream(streamId, afterVersion, true, ct);

    // Two commits, so that the lane never waits behind the second for the stream's row; cut short in between, it is asked again.
    public async Task<bool> Archive(string streamId, CancellationToken ct)
    {
        await using var close = source.CreateCommand("update mt_streams set is_archived = true where id = $1");
        close.Parameters.Add(new NpgsqlParameter<string> { TypedValue = streamId });
        if (await close.ExecuteNonQueryAsync(ct) == 0) return false;
        await using var hide = source.CreateCommand("update mt_events set is_archived = true where stream_id = $1 and is_archived is not true");
        hide.Parameters.Add(new NpgsqlParameter<string> { TypedValue = streamId });
        await hide.ExecuteNonQueryAsync(ct);
        return true;
    }

    public async Task<IReadOnlyList<StoredEvent>> ReadLog(long afterPosition, int limit, CancellationToken ct)
    {
        var page = await reader.Log(afterPosition, limit, ct);
        return page.Unreadable is { } unreadable && page.Events.Count == 0 ? throw unreadable : page.Events;
    }

    public Task<long> Head(CancellationToken ct) => reader.Head(ct);

    public async Task<AppendOutcome?> FindRepetition(CommandContext context, CancellationToken ct)
    {
        if (!context.CanRepeat) return null;
        await using var command = source.CreateCommand(Repetition);
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = context.IdempotencyKey });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = context.RequestDigest });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = context.Inbox?.Consumer });
        command.Parameters.Add(new NpgsqlParameter<Guid?> { TypedValue = context.Inbox?.MessageId });
        await using var rows = await command.ExecuteReaderAsync(ct);
        if (!await rows.ReadAsync(ct)) return null;
        if (!rows.GetBoolean(2)) return new AppendOutcome.KeyReused();
        return new AppendOutcome.Repeated(rows.GetInt64(0), await rows.IsDBNullAsync(1, ct) ? null : rows.GetString(1));
    }
}
