using System.Globalization;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>Where followers are: Marten's progress rows, and our row beside them with version, epoch and alarm.</summary>
internal sealed class Checkpoints(NpgsqlDataSource source)
{
    internal const string Moved = "LG001";

    /// <summary>Marten's naming of progress rows.</summary>
    internal static string RowOf(string name, int version)
        => version == 1 ? $"{name}:All" : string.Create(CultureInfo.InvariantCulture, $"{name}:V{version}:All");

    internal static NpgsqlBatchCommand Advance(Checkpoint from, long to) => new("select log_advance_v1($1, $2, $3, $4, $5)")
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = from.Name },
            new NpgsqlParameter<string> { TypedValue = RowOf(from.Name, from.Version) },
            new NpgsqlParameter<long> { TypedValue = from.Position },
            new NpgsqlParameter<long> { TypedValue = to },
            new NpgsqlParameter<long> { TypedValue = from.Epoch },
        },
    };

    /// <summary>Makes the rows of a follower that is new; leaves others alone.</summary>
    internal async Task Ensure(string name, int version, CancellationToken ct)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Command("insert into log_followers (name, version) values ($1, $2) on conflict do nothing", name, version));
        batch.BatchCommands.Add(Command(
            """
            insert into mt_event_progression (name, last_seq_id)
            select $1, 0 where exists (select from log_followers f where f.name = $2 and f.version = $3) on conflict do nothing
            """,
            RowOf(name, version), name, version));
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Null where there is no such follower.</summary>
    internal async Task<Checkpoint?> Find(string name, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            select f.version, f.epoch, p.last_seq_id from log_followers f
            left join mt_event_progression p on p.name = f.name || case when f.version = 1 then '' else ':V' || f.version end || ':All'
            where f.name = $1
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new Checkpoint(name, row.GetInt32(0), row.GetInt64(1), await row.IsDBNullAsync(2, ct) ? 0 : row.GetInt64(2))
            : null;
    }

    internal async Task Advance(Checkpoint from, long to, CancellationToken ct)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(Advance(from, to));
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Sets a follower back to a position; a leader that is under way loses its page. False where it is not that far yet: it
    /// would pass over what lies between.
    /// </summary>
    internal async Task<bool> SetBack(string name, long position, CancellationToken ct)
    {
        var at = await Find(name, ct) ?? throw new ArgumentException($"There is no follower '{name}' yet.", nameof(name));
        await using var command = source.CreateCommand(
            """
            with told as (
              update log_followers set epoch = epoch + 1
              where name = $1 and exists (select from mt_event_progression where name = $2 and last_seq_id >= $3) returning name)
            update mt_event_progression set last_seq_id = $3, last_updated = clock_timestamp()
            where exists (select from told) and name = $2 and last_seq_id >= $3
            """);
        foreach (var value in (object[])[name, RowOf(name, at.Version), position]) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>For operators: what is running and what stopped where and why.</summary>
    internal async Task Note(string name, string status, long? stoppedAt, string? reason, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            "update log_followers set status = $2, stopped_at = $3, reason = $4, updated_at = clock_timestamp() where name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = status });
        command.Parameters.Add(new NpgsqlParameter<long?> { TypedValue = stoppedAt });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = reason });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}

/// <summary>A follower's place, as read; what the compare-and-set compares.</summary>
internal sealed record Checkpoint(string Name, int Version, long Epoch, long Position);
