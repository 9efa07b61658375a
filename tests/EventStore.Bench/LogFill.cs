using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.EventStore.Bench;

/// <summary>
/// Fills an empty log by COPY with what the lane would have written, hashes and head included, so that what is measured on it is
/// measured on a log that verifies.
/// </summary>
internal static class LogFill
{
    private const int StreamsPerCopy = 50_000;
    private static readonly DateTime RecordedAt = new(2026, 5, 3, 10, 20, 30, DateTimeKind.Utc);

    private const string TakeKeys =
        """
        alter table mt_events drop constraint fkey_mt_events_stream_id;
        alter table mt_events drop constraint pkey_mt_events_seq_id;
        drop index pk_mt_events_stream_and_version;
        """;

    private const string GiveKeys =
        """
        set maintenance_work_mem = '512MB';
        alter table mt_events add constraint pkey_mt_events_seq_id primary key (seq_id);
        create unique index pk_mt_events_stream_and_version on mt_events (stream_id, version);
        alter table mt_events add constraint fkey_mt_events_stream_id foreign key (stream_id) references mt_streams (id) on delete cascade;
        reset maintenance_work_mem;
        analyze mt_streams, mt_events;
        """;

    /// <summary>Streams of the given length; keys and indexes are made at the end, which is several times faster.</summary>
    internal static async Task Fill(BenchStore store, int events, int eventsPerStream)
    {
        await store.Execute(TakeKeys);
        await using var connection = await store.Database.OpenConnectionAsync();
        var position = 0L;
        foreach (var chunk in Enumerable.Range(0, events / eventsPerStream).Chunk(StreamsPerCopy))
        {
            var ids = Array.ConvertAll(chunk, _ => Parcels.NewId());
            CopyStreams(connection, ids, eventsPerStream);
            position = CopyEvents(connection, ids, eventsPerStream, position);
        }

        await store.Execute(GiveKeys);
        await store.Execute(string.Create(
            CultureInfo.InvariantCulture,
            $"update log_head set last_position = {position}, last_recorded_at = '2026-05-03T10:20:30Z'"));
    }

    private static void CopyStreams(NpgsqlConnection connection, string[] ids, long version)
    {
        using var writer = connection.BeginBinaryImport("copy mt_streams (id, type, version, timestamp, created) from stdin (format binary)");
        foreach (var id in ids)
        {
            writer.StartRow();
            writer.Write(id, NpgsqlDbType.Varchar);
            writer.Write(Parcels.StreamType, NpgsqlDbType.Varchar);
            writer.Write(version, NpgsqlDbType.Bigint);
            writer.Write(RecordedAt, NpgsqlDbType.TimestampTz);
            writer.Write(RecordedAt, NpgsqlDbType.TimestampTz);
        }

        writer.Complete();
    }

    private static long CopyEvents(NpgsqlConnection connection, string[] ids, int eventsPerStream, long position)
    {
        using var writer = connection.BeginBinaryImport(
            "copy mt_events (seq_id, id, stream_id, version, data, type, timestamp, headers) from stdin (format binary)");
        foreach (var stream in ids)
        {
            byte[] hash = [];
            for (var version = 1L; version <= eventsPerStream; version++)
            {
                var id = Guid.CreateVersion7();
                var data = Parcels.CanonicalJson(stream, ++position);
                hash = SHA256.HashData([.. hash, .. Encoding.UTF8.GetBytes(Canonical(stream, version, id, data))]);
                writer.StartRow();
                writer.Write(position, NpgsqlDbType.Bigint);
                writer.Write(id, NpgsqlDbType.Uuid);
                writer.Write(stream, NpgsqlDbType.Varchar);
                writer.Write(version, NpgsqlDbType.Bigint);
                writer.Write(data, NpgsqlDbType.Jsonb);
                writer.Write(Parcels.EventType, NpgsqlDbType.Varchar);
                writer.Write(RecordedAt, NpgsqlDbType.TimestampTz);
                writer.Write($"{{\"hash\":\"{Convert.ToHexStringLower(hash)}\"}}", NpgsqlDbType.Jsonb);
            }
        }

        writer.Complete();
        return position;
    }

    private static string Canonical(string stream, long version, Guid id, string data) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"data\":{data},\"id\":\"{id}\",\"stream\":\"{stream}\",\"timestamp\":\"2026-05-03T10:20:30.000000Z\",\"type\":\"{Parcels.EventType}\",\"version\":{version}}}");
}
