using Npgsql;
using NpgsqlTypes;

namespace Logistics.Watch.Bench;

/// <summary>
/// Reads as gateways see them: every tag in the yard again and again by the antennas of its hub, half of the reads of tags that nobody
/// registered here, one in ten with a temperature; each tag moves to the next hub once in a hundred reads.
/// </summary>
internal static class JournalFill
{
    private const int ReadsAStay = 100;

    /// <summary>Reads per second of binary COPY into the journal, on one connection.</summary>
    internal static async Task<double> Copy(string database, int reads, int tags)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync();
        var writer = await Scalar(connection, "insert into journal_writers (process, registered_at) values ('bench', now()) returning id");
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var done = 0; done < reads; done += 10_000) await Commit(connection, (int)writer, done, Math.Min(10_000, reads - done), tags);
        return reads / System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task Commit(NpgsqlConnection connection, int writer, int from, int count, int tags)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var copy = await connection.BeginBinaryImportAsync(
            """
            copy reads (record_time, writer, position, gateway, owner, epoch, sequence, tag, event_time, event_offset, read_point, antenna, rssi, sensors, flags, hash)
            from stdin (format binary)
            """))
        {
            for (var i = from; i < from + count; i++) await Row(copy, writer, i, tags);
            await copy.CompleteAsync();
        }

        await Scalar(connection, $"update journal_writers set position = {from + count} where id = {writer} returning 1");
        await transaction.CommitAsync();
    }

    private static async Task Row(NpgsqlBinaryImporter copy, int writer, int i, int tags)
    {
        var (registered, round) = (i % 2 == 0, i / 2 / tags);
        var tag = i / 2 % tags;
        var gateway = ((tag + (round / ReadsAStay)) % Fleet.Hubs * Fleet.GatewaysAHub) + (round % Fleet.GatewaysAHub);
        var at = Fleet.Start.ToDateTimeUtc() + (TimeSpan.FromMilliseconds(1) * i);
        await copy.StartRowAsync();
        await copy.WriteAsync(TimeProvider.System.GetUtcNow().UtcDateTime, NpgsqlDbType.TimestampTz);
        await copy.WriteAsync(writer, NpgsqlDbType.Integer);
        await copy.WriteAsync(i + 1L, NpgsqlDbType.Bigint);
        await copy.WriteAsync(Fleet.Gateway(gateway), NpgsqlDbType.Text);
        await copy.WriteAsync("org-hub", NpgsqlDbType.Text);
        await copy.WriteAsync("e1", NpgsqlDbType.Text);
        await copy.WriteAsync(i + 1L, NpgsqlDbType.Bigint);
        await copy.WriteAsync(registered ? Fleet.TagId(tag) : $"device:other-{tag}", NpgsqlDbType.Text);
        await copy.WriteAsync(at, NpgsqlDbType.TimestampTz);
        await copy.WriteAsync((short)60, NpgsqlDbType.Smallint);
        await copy.WriteAsync(Fleet.ReadPoint(gateway), NpgsqlDbType.Text);
        await copy.WriteAsync(1, NpgsqlDbType.Integer);
        await copy.WriteAsync(-60.5, NpgsqlDbType.Double);
        if (i % 10 == 0) await copy.WriteAsync("""[{"type":"temperature","value":5,"unit":"CEL"}]""", NpgsqlDbType.Jsonb);
        else await copy.WriteNullAsync();
        await copy.WriteAsync((short)0, NpgsqlDbType.Smallint);
        await copy.WriteNullAsync();
    }

    private static async Task<long> Scalar(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
