using NodaTime;
using Npgsql;

namespace Logistics.Tags.Journal;

/// <summary>Writes and commits reads, receipts, quarantine and statistics: a few statements, however many gateways there are.</summary>
internal static class JournalWrite
{
    /// <returns>The batches that had anything new, at their positions.</returns>
    internal static async Task<IReadOnlyList<WrittenBatch>> All(
        NpgsqlConnection connection, int writer, long position, IReadOnlyList<(ReadBatch Batch, Triage Triage)> triaged, Knowledge known, Instant now,
        CancellationToken ct)
    {
        await Unnumbered(connection, triaged, now, ct);
        var written = await JournalCopy.Write(connection, writer, position, triaged, now, ct);
        position = written.Count == 0 ? position : written[^1].LastPosition;

        await using var rest = new NpgsqlBatch(connection);
        JournalNotes.Batches(rest, writer, [.. written.Where(w => w.Sequences is not null)], now);
        JournalNotes.Receipts(rest, triaged, known, now);
        foreach (var (batch, triage) in triaged) JournalNotes.Quarantine(rest, batch, triage, now);
        JournalNotes.Statistics(rest, triaged, now);
        rest.Add("update journal_writers set position = $2 where id = $1", writer, position);

        // Asked for by itself, the commit would go to the server and back once more.
        rest.Add("commit");
        await rest.PrepareAsync(ct);
        await rest.ExecuteNonQueryAsync(ct);
        return written;
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
}
