using Logistics.Tags.Presence;
using Npgsql;

namespace Logistics.Tags.Watching;

/// <summary>Copies the reads that published facts rest on to where they outlive the journal.</summary>
internal static class EvidenceRows
{
    internal static async Task Keep(NpgsqlConnection connection, IReadOnlyList<(string Tag, ReadReference Read)> evidence, CancellationToken ct)
    {
        var kept = evidence.DistinctBy(e => (e.Read.Id, e.Read.Hash)).ToArray();
        if (kept.Length == 0) return;
        await using var copy = new NpgsqlCommand(
            """
            insert into evidence
            select e.id, e.hash, r.tag, r.gateway, r.event_time, r.event_offset, r.record_time, r.content
            from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) e (id, hash, tag, at)
            cross join lateral (
              select reads.*, to_jsonb(reads) - 'hash' as content from reads
              where tag = e.tag and event_time = e.at
                and (hash = decode(e.hash, 'hex') or (hash is null and gateway || '/' || epoch || '/' || sequence = e.id)) limit 1) r
            on conflict do nothing
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = Array.ConvertAll(kept, e => e.Read.Id) }, new() { Value = Array.ConvertAll(kept, e => e.Read.Hash) },
                new() { Value = Array.ConvertAll(kept, e => e.Tag) }, new() { Value = Array.ConvertAll(kept, e => e.Read.EventTime.ToDateTimeUtc()) },
            },
        };
        await copy.ExecuteNonQueryAsync(ct);
    }
}
