using Npgsql;

namespace Logistics.EventStore;

/// <summary>The port over PostgreSQL in Marten's layout.</summary>
internal sealed class EventLog(NpgsqlDataSource source, EventTypes types, EventReader reader, AppendLane lane) : IEventLog
{
    private const string Repetition =
        """
        select position, answer, digest is not distinct from $2 from log_idempotency where key = $1
        union all
        select position, null, true from log_inbox where consumer = $3 and message_id = $4
        """;

    public Task<AppendOutcome> Append(IReadOnlyList<StreamAppend> streams, CommandContext context, CancellationToken ct)
    {
        if (streams.Count == 0 && !context.CanRepeat)
            throw new ArgumentException("Nothing to append: no streams, no idempotency key, no inbox message.", nameof(streams));
        return lane.Append(PreparedAppend.From(streams, context, types), ct);
    }

    public Task<IReadOnlyList<StoredEvent>> Load(string streamId, long afterVersion, CancellationToken ct)
        => reader.Stream(streamId, afterVersion, ct);

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
