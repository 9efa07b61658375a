using NodaTime;
using Npgsql;

namespace Logistics.Tags.Journal;

/// <summary>
/// Gives up what is older than it need be kept: the journal by whole days, without a DELETE and without a writer that waits for it.
/// A day is taken out first and dropped when nobody reads it any more; what a stopped process left half done is done here.
/// </summary>
internal sealed class Retention(NpgsqlDataSource database, TagsSettings settings)
{
    private const long Lock = 0x74616773_00000003;

    private const string Days =
        """
        select c.relname, i.inhrelid is not null, coalesce(i.inhdetachpending, false)
        from pg_class c left join pg_inherits i on i.inhrelid = c.oid and i.inhparent = 'reads'::regclass
        where c.relkind = 'r' and c.relnamespace = (select relnamespace from pg_class where oid = 'reads'::regclass) and c.relname ~ '^reads_\d{8}$' and c.relname < $1
        """;

    /// <summary>One process at a time; another leaves it to that one.</summary>
    internal async Task Apply(Instant now, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using (var alone = new NpgsqlCommand($"select pg_try_advisory_lock({Lock})", connection))
        {
            if (await alone.ExecuteScalarAsync(ct) is not true) return;
        }

        try
        {
            foreach (var day in await DaysBefore(connection, (now - settings.KeepReads).InUtc().Date, ct)) await Drop(connection, day, ct);
            await Trim(connection, now, ct);
        }
        finally
        {
            await Run(connection, $"select pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    private static async Task<List<Day>> DaysBefore(NpgsqlConnection connection, LocalDate oldest, CancellationToken ct)
    {
        await using var find = new NpgsqlCommand(Days, connection) { Parameters = { new() { Value = Partitions.NameOf(oldest) } } };
        await using var rows = await find.ExecuteReaderAsync(ct);
        var days = new List<Day>();
        while (await rows.ReadAsync(ct)) days.Add(new(rows.GetString(0), rows.GetBoolean(1), rows.GetBoolean(2)));
        return days;
    }

    private static async Task Drop(NpgsqlConnection connection, Day day, CancellationToken ct)
    {
        if (day.Attached) await Run(connection, $"alter table reads detach partition {day.Table} {(day.Leaving ? "finalize" : "concurrently")}", ct);
        await Run(connection, $"drop table {day.Table}", ct);
    }

    private async Task Trim(NpgsqlConnection connection, Instant now, CancellationToken ct)
    {
        await using var trim = new NpgsqlBatch(connection);
        var windowEnd = (now - settings.ComparePosts).ToDateTimeUtc();
        foreach (var table in (string[])["posted_batches", "unnumbered_reads"]) trim.Add($"delete from {table} where record_time < $1", windowEnd);

        // Numberings that were opened and never used: some devices open one with every start, or with every try.
        trim.Add("delete from receipts where acknowledged = '{}' and updated_at < $1", windowEnd);
        trim.Add("delete from gateway_activity where minute < $1", (now - settings.KeepReads).ToUnixTimeSeconds() / 60);
        await trim.ExecuteNonQueryAsync(ct);
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <param name="Leaving">Detaching it was begun.</param>
    private sealed record Day(string Table, bool Attached, bool Leaving);
}
