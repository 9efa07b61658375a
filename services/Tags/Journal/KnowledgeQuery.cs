using Logistics.Tags.Watching;
using Npgsql;
using NpgsqlTypes;

namespace Logistics.Tags.Journal;

/// <summary>Locks the receipts of the batches' epochs, in order, and finds out what of their reads is known already.</summary>
internal static class KnowledgeQuery
{
    internal static async Task<Knowledge> Load(
        NpgsqlConnection connection, IReadOnlyList<ReadBatch> batches, KnownReadPoints points, CancellationToken ct)
    {
        var known = new Knowledge();
        await LockReceipts(connection, batches, known, ct);
        var others = batches.Where(batch => !known.IsPlain(batch)).ToArray();
        if (others.Length == 0) return known;
        await FindDirectories(connection, others, known, ct);
        foreach (var (point, owner) in known.ReadPointOwners) points.Told(point, owner);
        await FindSequences(connection, others, known, ct);
        await FindUnnumbered(connection, others, known, ct);
        return known;
    }

    /// <summary>And asks, on the same way, whether anybody registered the tags that plain batches are not sure of.</summary>
    private static async Task LockReceipts(NpgsqlConnection connection, IReadOnlyList<ReadBatch> batches, Knowledge known, CancellationToken ct)
    {
        var epochs = batches.Where(b => b.Epoch is not null).Select(b => b.Key).Distinct().ToArray();
        if (epochs.Length == 0) return;
        var now = Environment.TickCount64;
        var unsure = batches.SelectMany(b => b.Plain?.Unsure ?? []).Where(tag => !tag.IsSure(now)).Distinct().ToArray();
        await using var look = new NpgsqlBatch(connection);
        look.Add(
            """
            select r.gateway, r.epoch, r.acknowledged from receipts r
            join unnest($1::text[], $2::text[]) as k (gateway, epoch) using (gateway, epoch)
            order by r.gateway, r.epoch for update of r
            """,
            Array.ConvertAll(epochs, e => e.Gateway), Array.ConvertAll(epochs, e => e.Epoch));
        if (unsure.Length > 0) look.Add("select id from tag_directory where id = any($1)", (object)Array.ConvertAll(unsure, tag => tag.Id));
        await look.PrepareAsync(ct);
        await using var rows = await look.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var spans = rows.GetFieldValue<NpgsqlRange<long>[]>(2).Select(range => new SequenceSpan(range.LowerBound, range.UpperBound - 1));
            known.Safe[new(rows.GetString(0), rows.GetString(1))] = SequenceRanges.Of(spans);
        }

        if (!await rows.NextResultAsync(ct)) return;
        var registered = new HashSet<string>();
        while (await rows.ReadAsync(ct)) registered.Add(rows.GetString(0));
        foreach (var tag in unsure) tag.Told(registered.Contains(tag.Id), now);
    }

    private static async Task FindDirectories(NpgsqlConnection connection, IReadOnlyList<ReadBatch> batches, Knowledge known, CancellationToken ct)
    {
        var points = batches.SelectMany(b => b.Reads.Select(r => r.ReadPointId).Append(b.Gateway.ReadPointId)).OfType<string>().Distinct().ToArray();
        var tags = batches.SelectMany(b => b.Reads).Where(r => r.Defect is null).Select(r => r.TagId).Distinct().ToArray();
        await using var look = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select id, owner from read_point_directory where id = any($1)") { Parameters = { Of(points) } },
                new("select id from tag_directory where id = any($1)") { Parameters = { Of(tags) } },
            },
        };
        await using var rows = await look.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) known.ReadPointOwners[rows.GetString(0)] = rows.GetString(1);
        await rows.NextResultAsync(ct);
        while (await rows.ReadAsync(ct)) known.RegisteredTags.Add(rows.GetString(0));
    }

    private static async Task FindSequences(NpgsqlConnection connection, IReadOnlyList<ReadBatch> batches, Knowledge known, CancellationToken ct)
    {
        foreach (var batch in batches)
        {
            if (!known.Safe.TryGetValue(batch.Key, out var safe)) continue;
            var again = batch.Reads.Where(r => r.Sequence > 0 && safe.Contains(r.Sequence)).Select(r => r.Sequence).ToArray();
            if (again.Length == 0) continue;
            await FindQuarantined(connection, batch.Key, again, known, ct);
            if (await IsWholeBatchAgain(connection, batch, again, ct)) foreach (var sequence in again) known.Journaled[(batch.Key, sequence)] = [];
            else await FindContents(connection, batch.Key, again, known, ct);
        }
    }

    private static async Task<bool> IsWholeBatchAgain(NpgsqlConnection connection, ReadBatch batch, long[] sequences, CancellationToken ct)
    {
        await using var find = new NpgsqlCommand(
            "select exists (select from posted_batches where gateway = $1 and epoch = $2 and last_sequence >= $3 and first_sequence <= $4 and digest = $5)", connection)
        {
            Parameters = { Of(batch.Gateway.Id), Of(batch.Key.Epoch), Of(sequences.Min()), Of(sequences.Max()), Of(batch.Digest.Value) },
        };
        return (bool)(await find.ExecuteScalarAsync(ct))!;
    }

    private static async Task FindContents(NpgsqlConnection connection, EpochKey epoch, long[] sequences, Knowledge known, CancellationToken ct)
    {
        await using var find = new NpgsqlCommand(
            $"""
            select {JournaledRead.ColumnsOf("r")} from posted_batches b
            join reads r on r.record_time = b.record_time and r.writer = b.writer and r.position between b.first_position and b.last_position
            where b.gateway = $1 and b.epoch = $2 and b.last_sequence >= $3 and b.first_sequence <= $4 and r.sequence = any($5)
            """,
            connection)
        {
            Parameters = { Of(epoch.Gateway), Of(epoch.Epoch), Of(sequences.Min()), Of(sequences.Max()), Of(sequences) },
        };
        await using var rows = await find.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var read = JournaledRead.Of(rows);
            known.Journaled[(epoch, read.Sequence!.Value)] = read.Hash;
        }
    }

    private static async Task FindQuarantined(NpgsqlConnection connection, EpochKey epoch, long[] sequences, Knowledge known, CancellationToken ct)
    {
        await using var find = new NpgsqlCommand(
            "select sequence, hash, reason from quarantine where gateway = $1 and epoch = $2 and sequence = any($3) order by id", connection)
        {
            Parameters = { Of(epoch.Gateway), Of(epoch.Epoch), Of(sequences) },
        };
        await using var rows = await find.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var key = (epoch, rows.GetInt64(0));
            if (!known.Quarantined.TryGetValue(key, out var entries)) known.Quarantined[key] = entries = [];
            entries.Add((Convert.ToHexStringLower(rows.GetFieldValue<byte[]>(1)), rows.GetString(2)));
        }
    }

    private static async Task FindUnnumbered(NpgsqlConnection connection, IReadOnlyList<ReadBatch> batches, Knowledge known, CancellationToken ct)
    {
        foreach (var gateway in batches.GroupBy(b => b.Gateway.Id))
        {
            var reads = gateway.SelectMany(b => b.Reads).Where(r => r.Sequence == 0).ToArray();
            if (reads.Length == 0) continue;
            await FindQuarantined(connection, new(gateway.Key, ""), [0], known, ct);
            await using var find = new NpgsqlCommand("select key, hash from unnumbered_reads where gateway = $1 and key = any($2)", connection)
            {
                Parameters = { Of(gateway.Key), Of(reads.Select(r => r.DedupKey).Distinct().ToArray()) },
            };
            await using var rows = await find.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct)) known.Unnumbered[(gateway.Key, rows.GetString(0))] = rows.GetFieldValue<byte[]>(1);
        }
    }

    private static NpgsqlParameter Of(object value) => new() { Value = value };
}
