using Logistics.Tags.Journal;
using Npgsql;

namespace Logistics.Tags.Doors;

/// <summary>What a batch would come to, said without storing anything.</summary>
/// <param name="Usable">Reads that the journal would take, were they new.</param>
/// <param name="UnknownTags">Of those: nobody registered their tags.</param>
internal sealed record DryRunJson(string BatchId, int Usable, IReadOnlyList<QuarantinedJson> Unusable, int UnknownTags, bool EpochKnown);

/// <summary>The same checks as at the other doors; only what came before is not looked for.</summary>
internal sealed class DryRun(NpgsqlDataSource database)
{
    internal async Task<DryRunJson> Of(ReadBatch batch, CancellationToken ct)
    {
        var points = await Found(
            "select id from read_point_directory where id = any($1) and owner = $2", [.. batch.Reads.Select(PointOf).OfType<string>().Distinct()], batch.Gateway.Owner, ct);
        var tags = await Found("select id from tag_directory where id = any($1) and $2 <> ''", [.. batch.Reads.Select(read => read.TagId).Distinct()], "any", ct);
        var epochs = await Found("select epoch from receipts where epoch = any($1) and gateway = $2", [batch.Epoch ?? ""], batch.Gateway.Id, ct);
        var judged = batch.Reads.Select(read => (Read: read, Reason: read.Defect ?? (PointOf(read) is { } point && !points.Contains(point) ? Defects.ReadPointUnknown : null))).ToArray();
        return new(
            batch.BatchId, judged.Count(j => j.Reason is null), [.. judged.Where(j => j.Reason is not null).Select(j => new QuarantinedJson(j.Read.Index, j.Read.Sequence, j.Reason!))],
            judged.Count(j => j.Reason is null && !tags.Contains(j.Read.TagId)), batch.Epoch is null || epochs.Count > 0);

        string? PointOf(IncomingRead read) => read.ReadPointId ?? batch.Gateway.ReadPointId;
    }

    private async Task<HashSet<string>> Found(string sql, string[] ids, string whose, CancellationToken ct)
    {
        await using var find = database.CreateCommand(sql);
        find.Parameters.Add(new() { Value = ids });
        find.Parameters.Add(new() { Value = whose });
        await using var rows = await find.ExecuteReaderAsync(ct);
        var found = new HashSet<string>();
        while (await rows.ReadAsync(ct)) found.Add(rows.GetString(0));
        return found;
    }
}
