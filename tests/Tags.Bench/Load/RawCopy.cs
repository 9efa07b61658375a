using System.Diagnostics;
using Logistics.Tags.Bench.Hub;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Bench.Load;

/// <summary>
/// The measure of all: binary COPY of the same rows into the same journal table with its indexes, on one connection, as fast as it
/// goes and with none of the hub's work: no doors, no receipts, no checks.
/// </summary>
internal sealed class RawCopy(NpgsqlConnection connection)
{
    private const int RowsPerCommit = 20_000;

    /// <summary>No registered writer: nobody follows these rows.</summary>
    private const int Writer = -1;

    private long _position;

    /// <summary>Reads per second.</summary>
    internal async Task<double> Measure(int reads)
    {
        var tags = Enumerable.Range(0, BenchTags.All).Select(BenchTags.Canonical).ToArray();
        var random = new Random(7);
        var began = TimeProvider.System.GetUtcNow().UtcDateTime;
        var watch = Stopwatch.StartNew();
        for (var done = 0; done < reads; done += RowsPerCommit)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await Rows(Math.Min(RowsPerCommit, reads - done), tags, random, began);
            await transaction.CommitAsync();
        }

        return reads / watch.Elapsed.TotalSeconds;
    }

    private async Task Rows(int count, string[] tags, Random random, DateTime began)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy reads (record_time, writer, position, flags, event_time, event_offset, antenna, rssi, sequence, gateway, owner, epoch, tag,
              read_point, event_id, latitude, longitude, battery, sensors, hash) from stdin (format binary)
            """);
        for (var i = 0; i < count; i++)
        {
            _position++;
            copy.StartRow();
            copy.Write(began, NpgsqlDbType.TimestampTz);
            copy.Write(Writer, NpgsqlDbType.Integer);
            copy.Write(_position, NpgsqlDbType.Bigint);
            copy.Write((short)4, NpgsqlDbType.Smallint);
            copy.Write(began.AddMicroseconds(_position * 5), NpgsqlDbType.TimestampTz);
            copy.Write((short)60, NpgsqlDbType.Smallint);
            copy.Write(random.Next(1, 5), NpgsqlDbType.Integer);
            copy.Write(-30.0 - random.Next(50), NpgsqlDbType.Double);
            copy.Write(_position, NpgsqlDbType.Bigint);
            copy.Write("gw-bench-00", NpgsqlDbType.Text);
            copy.Write("org-hub", NpgsqlDbType.Text);
            copy.Write("ep-0123456789abcdef0123456789abcdef", NpgsqlDbType.Text);
            copy.Write(tags[random.Next(tags.Length)], NpgsqlDbType.Text);
            copy.Write("rp-bench", NpgsqlDbType.Text);
            for (var empty = 0; empty < 4; empty++) copy.WriteNull();
            if (random.Next(100) == 0) copy.Write("""[{"type":"temperature","value":4.2,"unit":"CEL"}]""", NpgsqlDbType.Jsonb);
            else copy.WriteNull();
            copy.WriteNull();
        }

        await copy.CompleteAsync();
    }
}
