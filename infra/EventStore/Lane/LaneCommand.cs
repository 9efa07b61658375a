using Npgsql;
using NpgsqlTypes;

namespace Logistics.EventStore;

/// <summary>The one statement of the append lane: the callers of a batch as arrays in, who was not appended out.</summary>
internal static class LaneCommand
{
    private const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
    private const NpgsqlDbType Uuids = NpgsqlDbType.Array | NpgsqlDbType.Uuid;
    private const NpgsqlDbType Ints = NpgsqlDbType.Array | NpgsqlDbType.Integer;
    private const NpgsqlDbType Longs = NpgsqlDbType.Array | NpgsqlDbType.Bigint;

    private static readonly NpgsqlDbType[] ParameterTypes =
    [
        NpgsqlDbType.Integer,
        Ints, Texts, Texts, Texts, Texts, Uuids,
        Ints, Texts, Texts, Longs, Ints,
        Ints, Ints, Uuids, Texts, Texts, Texts, Texts, Texts,
    ];

    private static readonly string Sql =
        $"select * from log_append_v3({string.Join(',', Enumerable.Range(1, ParameterTypes.Length).Select(n => $"${n}"))})";

    internal static async Task<NpgsqlCommand> Prepare(NpgsqlConnection connection, CancellationToken ct)
    {
        var command = new NpgsqlCommand(Sql, connection);
        foreach (var type in ParameterTypes) command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        await command.PrepareAsync(ct);
        return command;
    }

    /// <summary>Whether the batch failed only because a stream that should have been new is there already.</summary>
    internal static bool IsStreamThere(PostgresException e)
        => e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "pkey_mt_streams_id" };

    /// <summary>Runs a batch and settles each of its callers; answers the highest position written, 0 for none.</summary>
    /// <param name="look">Reads even those streams first that are expected to be new.</param>
    internal static async Task<long> Run(NpgsqlCommand command, IReadOnlyList<PreparedAppend> batch, bool look, StoreMetrics metrics)
    {
        new BatchArrays(batch, look).Fill(command.Parameters);
        var outcomes = new AppendOutcome?[batch.Count];
        long writtenAfter;
        await using (var reader = await command.ExecuteReaderAsync(CancellationToken.None))
        {
            await reader.ReadAsync(CancellationToken.None);
            writtenAfter = reader.GetInt64(0);
            if (!reader.IsDBNull(1)) ReadLost(reader, outcomes);
            // To the end: the rows come before the commit, what follows them after it; and a disposed reader keeps errors to itself.
            while (await reader.NextResultAsync(CancellationToken.None)) continue;
        }

        return Settle(batch, outcomes, writtenAfter, metrics);
    }

    private static void ReadLost(NpgsqlDataReader row, AppendOutcome?[] outcomes)
    {
        var (callers, kinds) = (row.GetFieldValue<int[]>(1), row.GetFieldValue<int[]>(2));
        var (positions, streams) = (row.GetFieldValue<long?[]>(3), row.GetFieldValue<string?[]>(4));
        var (actuals, answers) = (row.GetFieldValue<long?[]>(5), row.GetFieldValue<string?[]>(6));
        for (var i = 0; i < callers.Length; i++)
        {
            outcomes[callers[i] - 1] = kinds[i] switch
            {
                2 => new AppendOutcome.Repeated(positions[i]!.Value, answers[i]),
                3 => new AppendOutcome.VersionConflict(streams[i]!, actuals[i]!.Value),
                _ => new AppendOutcome.KeyReused(),
            };
        }
    }

    private static long Settle(IReadOnlyList<PreparedAppend> batch, AppendOutcome?[] outcomes, long writtenAfter, StoreMetrics metrics)
    {
        var head = writtenAfter;
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i] is null) head += batch[i].EventCount;
        }

        var position = writtenAfter;
        for (var i = 0; i < outcomes.Length; i++)
        {
            var caller = batch[i];
            if (outcomes[i] is null) position += caller.EventCount;
            var outcome = outcomes[i] ?? new AppendOutcome.Appended(caller.EventCount == 0 ? head : position);
            metrics.Settled(caller, outcome);
            caller.Settle(outcome);
        }

        return head > writtenAfter ? head : 0;
    }
}
