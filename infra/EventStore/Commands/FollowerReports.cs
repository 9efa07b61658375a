using System.Globalization;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>What an operator reads about followers.</summary>
internal sealed class FollowerReports(NpgsqlDataSource source)
{
    private const string Followers =
        """
        select f.name, f.version, coalesce(p.last_seq_id, 0), h.last_position - coalesce(p.last_seq_id, 0), f.status, f.stopped_at, f.reason,
          (select count(*) from log_skips s where s.follower = f.name and s.version = f.version)
        from log_followers f cross join log_head h
        left join mt_event_progression p on p.name = f.name || case when f.version = 1 then '' else ':V' || f.version end || ':All'
        where $1::text is null or f.name = $1 order by f.name
        """;

    /// <summary>A line a follower; false where there is none.</summary>
    internal async Task<bool> List(string? name, TextWriter output, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Followers);
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = name });
        await using var row = await command.ExecuteReaderAsync(ct);
        var any = false;
        while (await row.ReadAsync(ct))
        {
            any = true;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.GetString(0)} version {row.GetInt32(1)}: {row.GetString(4)} at position {row.GetInt64(2)}, {row.GetInt64(3)} behind, {row.GetInt64(7)} skipped{Trouble(row)}"));
        }

        return any;
    }

    /// <summary>Where it stands, the event it stands at, as it is stored, and what it was told to skip.</summary>
    internal async Task<bool> Inspect(string name, TextWriter output, CancellationToken ct)
    {
        if (!await List(name, output, ct)) return false;
        await Print(
            """
            select 'event ' || e.seq_id || ': ' || e.type || ', version ' || e.version || ' of stream ' || e.stream_id
              || ', id ' || e.id || ', recorded at ' || e.timestamp || coalesce(', correlation ' || e.correlation_id, '')
              || coalesce(', causation ' || e.causation_id, '') || coalesce(', by ' || (e.headers ->> 'actor'), '') || E'\n' || jsonb_pretty(e.data)
            from log_followers f join mt_events e on e.seq_id = f.stopped_at where f.name = $1
            """,
            name, output, ct);
        await Print(
            """
            select 'skipped ' || position || ' in version ' || version || ' at ' || skipped_at || ' by ' || skipped_by || ': ' || reason
              || coalesce(' (' || error || ')', '')
            from log_skips where follower = $1 order by version, position
            """,
            name, output, ct);
        return true;
    }

    private async Task Print(string sql, string name, TextWriter output, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) await output.WriteLineAsync(rows.GetString(0));
    }

    private static string Trouble(NpgsqlDataReader row) => row.IsDBNull(6)
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"; {(row.IsDBNull(5) ? "" : $"event {row.GetInt64(5)}: ")}{row.GetString(6)}");
}
