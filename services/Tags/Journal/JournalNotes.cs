using NodaTime;
using Npgsql;

namespace Logistics.Tags.Journal;

/// <summary>What is written beside the reads. Rows are touched in order of their keys, so that two writers never wait for each other in a circle.</summary>
internal static class JournalNotes
{
    internal static void Batches(NpgsqlBatch rest, int writer, IReadOnlyList<WrittenBatch> written, Instant now)
    {
        if (written.Count == 0) return;
        rest.Add(
            """
            insert into posted_batches (gateway, epoch, first_sequence, last_sequence, digest, first_position, last_position, writer, record_time)
            select *, $8, $9 from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bytea[], $6::bigint[], $7::bigint[])
            """,
            Of(written, w => w.Batch.Gateway.Id), Of(written, w => w.Batch.Key.Epoch), Of(written, w => w.Sequences!.Value.First), Of(written, w => w.Sequences!.Value.Last),
            Of(written, w => w.Batch.Digest.Value), Of(written, w => w.FirstPosition), Of(written, w => w.LastPosition), writer, now.ToDateTimeUtc());
    }

    internal static void Receipts(NpgsqlBatch rest, IReadOnlyList<(ReadBatch Batch, Triage Triage)> triaged, Knowledge known, Instant now)
    {
        var added = triaged.SelectMany(t => t.Triage.Added.Select(span => (t.Batch.Key, Span: span))).ToArray();
        if (added.Length == 0) return;
        rest.Add(
            """
            update receipts r set acknowledged = r.acknowledged + a.added, missing = a.missing, updated_at = $6
            from (
              select gateway, epoch, range_agg(int8range(first, last, '[]')) as added, max(missing) as missing
              from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[]) as n (gateway, epoch, first, last, missing) group by gateway, epoch) a
            where r.gateway = a.gateway and r.epoch = a.epoch
            """,
            Of(added, a => a.Key.Gateway), Of(added, a => a.Key.Epoch), Of(added, a => a.Span.First), Of(added, a => a.Span.Last),
            Of(added, a => known.Safe[a.Key].Missing), now.ToDateTimeUtc());
    }

    internal static void Quarantine(NpgsqlBatch rest, ReadBatch batch, Triage triage, Instant now)
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

    internal static void Statistics(NpgsqlBatch rest, IReadOnlyList<(ReadBatch Batch, Triage Triage)> triaged, Instant now)
    {
        var gateways = triaged.GroupBy(t => t.Batch.Gateway.Id).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => GatewayDay.Of(g.Key, [.. g.Select(t => t.Triage)], now)).ToArray();
        rest.Add(
            """
            insert into gateway_statistics as g (gateway, clock_drift_seconds, reads_accepted, reuses, unknown_tag_reads, last_seen_at, unknown_day)
            select gateway, drift, accepted, reuses, unknown, $6, $7
            from unnest($1::text[], $2::float8[], $3::bigint[], $4::bigint[], $5::bigint[]) as n (gateway, drift, accepted, reuses, unknown)
            on conflict (gateway) do update set last_seen_at = excluded.last_seen_at,
              clock_drift_seconds = case when excluded.gateway = any($8) then g.clock_drift_seconds * 0.8 + excluded.clock_drift_seconds * 0.2 else g.clock_drift_seconds end,
              reads_accepted = g.reads_accepted + excluded.reads_accepted,
              reuses = g.reuses + excluded.reuses,
              unknown_tag_reads = excluded.unknown_tag_reads + case when g.unknown_day = excluded.unknown_day then g.unknown_tag_reads else 0 end,
              unknown_day = excluded.unknown_day
            """,
            Of(gateways, g => g.Gateway), Of(gateways, g => g.Drift ?? 0), Of(gateways, g => g.Accepted), Of(gateways, g => g.Reuses), Of(gateways, g => g.UnknownTags),
            now.ToDateTimeUtc(), DateOnly.FromDateTime(now.ToDateTimeUtc()),
            gateways.Where(g => g.Drift is not null).Select(g => g.Gateway).ToArray());
    }

    private static TValue[] Of<T, TValue>(IReadOnlyList<T> rows, Func<T, TValue> column) => [.. rows.Select(column)];

    /// <param name="Drift">Seconds that the hub's clock is before the gateway's newest read; null where the reads say nothing about its clock.</param>
    private sealed record GatewayDay(string Gateway, double? Drift, long Accepted, long Reuses, long UnknownTags)
    {
        /// <summary>A log that is posted later says nothing about the clock; nor does a repetition.</summary>
        private static readonly double Live = Duration.FromHours(1).TotalSeconds;

        internal static GatewayDay Of(string gateway, IReadOnlyList<Triage> triaged, Instant now)
        {
            var latest = triaged.Max(t => t.LatestEventMicros);
            var drift = (now.ToUnixTimeTicks() / 10 - latest) / 1e6;
            return new(
                gateway, latest == long.MinValue || Math.Abs(drift) >= Live ? null : drift, triaged.Sum(t => (long)t.Receipt.Accepted),
                triaged.Sum(t => (long)t.ToQuarantine.Count(q => q.Reason is Defects.SequenceReused or Defects.EventIdReused)), triaged.Sum(t => (long)t.Receipt.UnknownTags));
        }
    }
}
