using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.EventStore.Bench;

/// <summary>
/// The measure of all: binary COPY into the same tables, keys and indexes on one connection, as fast as it goes and with none of
/// a log's work: no versions checked, no hashes, no headers. JSON texts are made beforehand.
/// </summary>
internal sealed class RawCopy(NpgsqlConnection connection)
{
    private const int StreamsPerCommit = 2_500;
    private static readonly DateTime RecordedAt = new(2026, 5, 3, 10, 20, 30, DateTimeKind.Utc);

    private long position;

    /// <summary>Events per second.</summary>
    internal async Task<double> Measure(int events)
    {
        var data = Enumerable.Range(0, 1_000)
            .Select(n => JsonSerializer.Serialize(Parcels.Seen(Parcels.NewId(), n), EventJson.Options)).ToArray();
        var streams = Enumerable.Range(0, events / Parcels.EventsPerStream).Select(_ => Parcels.NewId()).ToArray();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var chunk in streams.Chunk(StreamsPerCommit))
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await CopyStreams(chunk);
            await CopyEvents(chunk, data);
            await transaction.CommitAsync();
        }

        return events / watch.Elapsed.TotalSeconds;
    }

    private async Task CopyStreams(string[] ids)
    {
        await using var writer = await connection.BeginBinaryImportAsync(
            "copy mt_streams (id, type, version, timestamp, created) from stdin (format binary)");
        foreach (var id in ids)
        {
            await writer.StartRowAsync();
            await writer.WriteAsync(id, NpgsqlDbType.Varchar);
            await writer.WriteAsync(Parcels.StreamType, NpgsqlDbType.Varchar);
            await writer.WriteAsync((long)Parcels.EventsPerStream, NpgsqlDbType.Bigint);
            await writer.WriteAsync(RecordedAt, NpgsqlDbType.TimestampTz);
            await writer.WriteAsync(RecordedAt, NpgsqlDbType.TimestampTz);
        }

        await writer.CompleteAsync();
    }

    private async Task CopyEvents(string[] ids, string[] data)
    {
        await using var writer = await connection.BeginBinaryImportAsync(
            "copy mt_events (seq_id, id, stream_id, version, data, type, timestamp) from stdin (format binary)");
        foreach (var id in ids)
        {
            for (var version = 1L; version <= Parcels.EventsPerStream; version++)
            {
                await writer.StartRowAsync();
                await writer.WriteAsync(++position, NpgsqlDbType.Bigint);
                await writer.WriteAsync(Guid.CreateVersion7(), NpgsqlDbType.Uuid);
                await writer.WriteAsync(id, NpgsqlDbType.Varchar);
                await writer.WriteAsync(version, NpgsqlDbType.Bigint);
                await writer.WriteAsync(data[position % data.Length], NpgsqlDbType.Jsonb);
                await writer.WriteAsync(Parcels.EventType, NpgsqlDbType.Varchar);
                await writer.WriteAsync(RecordedAt, NpgsqlDbType.TimestampTz);
            }
        }

        await writer.CompleteAsync();
    }
}
