using System.Text.Json;
using Logistics.EventStore;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Journal;

/// <summary>Writes one commit's reads, receipts, quarantine and statistics.</summary>
internal static class JournalWrite
{
    private static readonly Duration Ahead = Duration.FromMinutes(5);
    private static readonly Duration Late = Duration.FromHours(24);

    /// <returns>The writer's position afterwards.</returns>
    internal static async Task<long> All(
        NpgsqlConnection connection, int writer, long position, IReadOnlyList<(ReadBatch Batch, Triage Triage)> triaged, Knowledge known, Instant now,
        CancellationToken ct)
    {
        await Unnumbered(connection, triaged, now, ct);
        await using var rest = new NpgsqlBatch(connection);
        if (triaged.Any(t => t.Triage.Accepted.Count > 0))
        {
            await using var copy = await connection.BeginBinaryImportAsync(
                """
                copy reads (record_time, writer, position, gateway, owner, epoch, sequence, event_id, tag, event_time, event_offset, read_point,
                  antenna, rssi, latitude, longitude, battery, sensors, flags, hash) from stdin (format binary)
                """,
                ct);
            foreach (var (batch, triage) in triaged)
            {
                var first = position + 1;
                foreach (var read in triage.Accepted) await Row(copy, writer, ++position, batch, read, now, ct);
                Batch(rest, writer, first, position, batch, triage, now);
            }

            await copy.CompleteAsync(ct);
        }

        foreach (var epoch in triaged.Where(t => t.Batch.Epoch is not null).Select(t => t.Batch.Key).Distinct()) Receipt(rest, epoch, known.Safe[epoch], now);
        foreach (var (batch, triage) in triaged) Quarantine(rest, batch, triage, now);
        foreach (var gateway in triaged.GroupBy(t => t.Batch.Gateway.Id).OrderBy(g => g.Key, StringComparer.Ordinal)) Statistics(rest, gateway.Key, [.. gateway], now);
        rest.Add("update journal_writers set position = $2 where id = $1", writer, position);
        await rest.ExecuteNonQueryAsync(ct);
        return position;
    }

    private static async Task Unnumbered(
        NpgsqlConnection connection, IReadOnlyList<(ReadBatch Batch, Triage Triage)> triaged, Instant now, CancellationToken ct)
    {
        var keys = triaged.SelectMany(t => t.Triage.Accepted.Where(r => r.Sequence == 0).Select(r => (Gateway: t.Batch.Gateway.Id, Key: r.DedupKey, r.Hash)))
            .OrderBy(k => k.Gateway, StringComparer.Ordinal).ThenBy(k => k.Key, StringComparer.Ordinal).ToArray();
        if (keys.Length == 0) return;
        await using var insert = new NpgsqlCommand(
            "insert into unnumbered_reads (gateway, key, hash, record_time) select *, $4 from unnest($1::text[], $2::text[], $3::bytea[]) on conflict do nothing", connection)
        {
            Parameters =
            {
                new() { Value = Array.ConvertAll(keys, k => k.Gateway) }, new() { Value = Array.ConvertAll(keys, k => k.Key) },
                new() { Value = Array.ConvertAll(keys, k => k.Hash) }, new() { Value = now.ToDateTimeUtc() },
            },
        };
        if (await insert.ExecuteNonQueryAsync(ct) < keys.Length) throw new UnnumberedRaceException();
    }

    private static async Task Row(NpgsqlBinaryImporter copy, int writer, long position, ReadBatch batch, IncomingRead read, Instant now, CancellationToken ct)
    {
        await copy.StartRowAsync(ct);
        await copy.WriteAsync(now.ToDateTimeUtc(), NpgsqlDbType.TimestampTz, ct);
        await copy.WriteAsync(writer, NpgsqlDbType.Integer, ct);
        await copy.WriteAsync(position, NpgsqlDbType.Bigint, ct);
        await copy.WriteAsync(batch.Gateway.Id, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(batch.Gateway.Owner, NpgsqlDbType.Text, ct);
        await Text(read.Sequence > 0 ? batch.Epoch : null);
        await Value(read.Sequence > 0 ? read.Sequence : (long?)null, NpgsqlDbType.Bigint);
        await Text(read.EventId);
        await copy.WriteAsync(read.TagId, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(read.EventTime.ToDateTimeUtc(), NpgsqlDbType.TimestampTz, ct);
        await copy.WriteAsync((short)read.OffsetMinutes, NpgsqlDbType.Smallint, ct);
        await Text(read.ReadPointId ?? batch.Gateway.ReadPointId);
        await copy.WriteAsync(read.Antenna, NpgsqlDbType.Integer, ct);
        await copy.WriteAsync(read.RssiDbm, NpgsqlDbType.Double, ct);
        await Value(read.Position?.Latitude, NpgsqlDbType.Double);
        await Value(read.Position?.Longitude, NpgsqlDbType.Double);
        await Value((short?)read.BatteryPercent, NpgsqlDbType.Smallint);
        if (read.Sensors.Count == 0) await copy.WriteNullAsync(ct);
        else await copy.WriteAsync(JsonSerializer.Serialize(read.Sensors, EventJson.Options), NpgsqlDbType.Jsonb, ct);
        await copy.WriteAsync((short)Flags(read, now), NpgsqlDbType.Smallint, ct);
        await copy.WriteAsync(read.Hash, NpgsqlDbType.Bytea, ct);

        Task Text(string? text) => text is null ? copy.WriteNullAsync(ct) : copy.WriteAsync(text, NpgsqlDbType.Text, ct);

        Task Value<T>(T? value, NpgsqlDbType type)
            where T : struct => value is { } present ? copy.WriteAsync(present, type, ct) : copy.WriteNullAsync(ct);
    }

    /// <summary>Skew is flagged, never refused.</summary>
    private static ReadFlags Flags(IncomingRead read, Instant now)
        => read.EventTime > now + Ahead ? ReadFlags.Ahead : read.EventTime < now - Late ? ReadFlags.Late : ReadFlags.None;

    private static void Batch(NpgsqlBatch rest, int writer, long first, long last, ReadBatch batch, Triage triage, Instant now)
    {
        var numbered = triage.Accepted.Where(r => r.Sequence > 0).Select(r => r.Sequence).DefaultIfEmpty().ToArray();
        if (numbered[0] == 0) return;
        rest.Add(
            "insert into posted_batches values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            batch.Gateway.Id, batch.Epoch!, numbered.Min(), numbered.Max(), batch.Digest, writer, first, last, now.ToDateTimeUtc());
    }

    private static void Receipt(NpgsqlBatch rest, EpochKey epoch, SequenceRanges safe, Instant now)
    {
        rest.Add("update receipts set acknowledged = $3, missing = $4, updated_at = $5 where gateway = $1 and epoch = $2", epoch.Gateway, epoch.Epoch);
        var parameters = rest.BatchCommands[^1].Parameters;
        parameters.Add(new()
        {
            Value = safe.Spans.Select(s => new NpgsqlRange<long>(s.First, true, s.Last + 1, false)).ToArray(),
            NpgsqlDbType = NpgsqlDbType.BigIntMultirange,
        });
        parameters.Add(new() { Value = safe.Missing });
        parameters.Add(new() { Value = now.ToDateTimeUtc() });
    }

    private static void Quarantine(NpgsqlBatch rest, ReadBatch batch, Triage triage, Instant now)
    {
        foreach (var (read, reason) in triage.ToQuarantine)
        {
            rest.Add(
                """
                insert into quarantine (gateway, owner, epoch, sequence, reason, content, hash, record_time)
                values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
                """,
                batch.Gateway.Id, batch.Gateway.Owner, read.Sequence > 0 ? batch.Epoch! : "", read.Sequence, reason, read.AsItCame(), read.Hash, now.ToDateTimeUtc());
        }
    }

    private static void Statistics(NpgsqlBatch rest, string gateway, IReadOnlyList<(ReadBatch Batch, Triage Triage)> triaged, Instant now)
    {
        var accepted = triaged.SelectMany(t => t.Triage.Accepted).ToArray();
        var drift = accepted.Length == 0 ? 0 : (now - accepted.Max(r => r.EventTime)).TotalSeconds;

        // A log that is posted later says nothing about the clock; nor does a repetition.
        var isLive = accepted.Length > 0 && Math.Abs(drift) < 3600;
        rest.Add(
            """
            insert into gateway_statistics as g values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (gateway) do update set last_seen_at = excluded.last_seen_at,
              clock_drift_seconds = case when $8 then g.clock_drift_seconds * 0.8 + excluded.clock_drift_seconds * 0.2 else g.clock_drift_seconds end,
              reads_accepted = g.reads_accepted + excluded.reads_accepted,
              reuses = g.reuses + excluded.reuses,
              unknown_tag_reads = excluded.unknown_tag_reads + case when g.unknown_day = excluded.unknown_day then g.unknown_tag_reads else 0 end,
              unknown_day = excluded.unknown_day
            """,
            gateway, now.ToDateTimeUtc(), isLive ? drift : 0, (long)accepted.Length,
            (long)triaged.Sum(t => t.Triage.ToQuarantine.Count(q => q.Reason is Defects.SequenceReused or Defects.EventIdReused)),
            DateOnly.FromDateTime(now.ToDateTimeUtc()), (long)triaged.Sum(t => t.Triage.Receipt.UnknownTags), isLive);
    }
}

[Flags]
internal enum ReadFlags : short
{
    None = 0,

    /// <summary>Event time over 5 minutes ahead of record time.</summary>
    Ahead = 1,

    /// <summary>Over 24 hours behind.</summary>
    Late = 2,
}
