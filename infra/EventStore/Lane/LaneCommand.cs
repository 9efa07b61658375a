using Npgsql;
using NpgsqlTypes;

namespace Logistics.EventStore;

/// <summary>The one statement of the append lane: the callers of a batch as arrays in, a row per caller out.</summary>
internal static class LaneCommand
{
    private const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
    private const NpgsqlDbType Uuids = NpgsqlDbType.Array | NpgsqlDbType.Uuid;
    private const NpgsqlDbType Ints = NpgsqlDbType.Array | NpgsqlDbType.Integer;
    private const NpgsqlDbType Longs = NpgsqlDbType.Array | NpgsqlDbType.Bigint;

    private static readonly NpgsqlDbType[] ParameterTypes =
    [
        Texts, Texts, Texts, Texts, Uuids, Texts, Texts, Texts,
        Ints, Texts, Texts, Longs, Ints,
        Ints, Ints, Uuids, Texts, Texts,
    ];

    private static readonly string Sql =
        $"select * from log_append_v1({string.Join(',', Enumerable.Range(1, ParameterTypes.Length).Select(n => $"${n}"))})";

    internal static async Task<NpgsqlCommand> Prepare(NpgsqlConnection connection, CancellationToken ct)
    {
        var command = new NpgsqlCommand(Sql, connection);
        foreach (var type in ParameterTypes) command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        await command.PrepareAsync(ct);
        return command;
    }

    /// <summary>Runs a batch and settles each of its callers; answers the highest position written, 0 for none.</summary>
    internal static async Task<long> Run(NpgsqlCommand command, IReadOnlyList<PreparedAppend> batch, StoreMetrics metrics)
    {
        Fill(command.Parameters, batch);
        var outcomes = new List<(PreparedAppend Caller, AppendOutcome Outcome)>(batch.Count);
        var head = 0L;
        await using (var reader = await command.ExecuteReaderAsync(CancellationToken.None))
        {
            while (await reader.ReadAsync(CancellationToken.None))
            {
                var outcome = Outcome(reader);
                if (outcome is AppendOutcome.Appended appended) head = Math.Max(head, appended.Position);
                outcomes.Add((batch[reader.GetInt32(0) - 1], outcome));
            }
        }

        // Only here is it committed: the statement is its own transaction and the reader has seen its end.
        foreach (var (caller, outcome) in outcomes)
        {
            metrics.Settled(caller, outcome);
            caller.Settle(outcome);
        }

        return head;
    }

    private static AppendOutcome Outcome(NpgsqlDataReader reader) => reader.GetInt32(1) switch
    {
        1 => new AppendOutcome.Appended(reader.GetInt64(2)),
        2 => new AppendOutcome.Repeated(reader.GetInt64(2), reader.IsDBNull(5) ? null : reader.GetString(5)),
        3 => new AppendOutcome.VersionConflict(reader.GetString(3), reader.GetInt64(4)),
        _ => new AppendOutcome.KeyReused(),
    };

    private static void Fill(NpgsqlParameterCollection parameters, IReadOnlyList<PreparedAppend> batch)
    {
        var streams = batch.SelectMany((append, caller) => append.Streams.Select(stream => (Caller: caller + 1, Stream: stream))).ToList();
        var events = streams.SelectMany(
            (s, stream) => s.Stream.Events.Select((e, place) => (Stream: stream + 1, Place: place + 1, Event: e))).ToList();
        object[] arrays =
        [
            Column(batch, a => a.Context.IdempotencyKey), Column(batch, a => a.Context.RequestDigest), Column(batch, a => a.Context.Answer),
            Column(batch, a => a.Context.Inbox?.Consumer), Column(batch, a => a.Context.Inbox?.MessageId),
            Column(batch, a => a.Context.CorrelationId), Column(batch, a => a.Context.CausationId), Column(batch, a => a.Headers),
            Column(streams, s => s.Caller), Column(streams, s => s.Stream.Id), Column(streams, s => s.Stream.Type),
            Column(streams, s => s.Stream.ExpectedVersion), Column(streams, s => s.Stream.Events.Count),
            Column(events, e => e.Stream), Column(events, e => e.Place), Column(events, e => e.Event.Id),
            Column(events, e => e.Event.Type), Column(events, e => e.Event.Data),
        ];
        for (var i = 0; i < arrays.Length; i++) parameters[i].Value = arrays[i];
    }

    private static TColumn[] Column<TRow, TColumn>(IReadOnlyList<TRow> rows, Func<TRow, TColumn> value)
    {
        var column = new TColumn[rows.Count];
        for (var i = 0; i < column.Length; i++) column[i] = value(rows[i]);
        return column;
    }
}
