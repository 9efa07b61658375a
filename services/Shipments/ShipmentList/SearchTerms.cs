using Logistics.Shipments.Feeds;
using Npgsql;

namespace Logistics.Shipments.ShipmentList;

/// <summary>
/// What a shipment is searched by: the start, in any case, of its id, its references and its handling units' ids. A row a party
/// and term, so that a search reads the asker's own terms however many others have like ones.
/// </summary>
internal static class SearchTerms
{
    public const string Table = "shipment_term";

    public const string Ddl =
        $"""
        create table {Table} (
          organisation text collate "C" not null,
          term text collate "C" not null,
          ordinal bigint not null,
          primary key (organisation, term, ordinal)
        );
        """;

    public static void Update(IEnumerable<Touched<ShipmentAnswer>> docs, NpgsqlBatch batch)
    {
        var (added, gone) = (new List<(string Organisation, string Term, long Ordinal)>(), new List<(string, string, long)>());
        foreach (var (before, after) in docs)
        {
            var old = before is null ? [] : Of(before).ToHashSet();
            var now = Of(after).ToHashSet();
            added.AddRange(now.Where(row => !old.Contains(row)));
            gone.AddRange(old.Where(row => !now.Contains(row)));
        }

        if (gone.Count > 0)
            batch.BatchCommands.Add(Command(
                $"delete from {Table} t using {Rows} where (t.organisation, t.term, t.ordinal) = (x.organisation, x.term, x.ordinal)", gone));
        if (added.Count > 0) batch.BatchCommands.Add(Command($"insert into {Table} select * from {Rows}", added));
    }

    /// <summary>Of everything that the shipments of a party are found by, in the case they are compared in.</summary>
    public static string Normal(string text) => text.ToUpperInvariant();

    /// <summary>Newest first, and no more than a page where nothing else narrows them down.</summary>
    public static void Find(ListQuery query, string text, bool exactly, int? atMost, long? below)
    {
        var term = Normal(text);
        var range = exactly ? "term = {0}" : "term >= {0} and term < {1}";
        NpgsqlParameter[] parameters = exactly ? [Sql.Of(term)] : [Sql.Of(term), Sql.Of(term + "\U0010FFFF")];
        var before = below is { } ordinal ? FormattableString.Invariant($" and ordinal < {ordinal}") : "";
        query.Where(
            atMost is { } limit
                ? $"p.ordinal = any(array(select distinct ordinal from {Table} where organisation = {{org}} and {range}{before} order by ordinal desc limit {limit}))"
                : $"p.ordinal in (select ordinal from {Table} where organisation = {{org}} and {range}{before})",
            parameters);
    }

    private const string Rows = "unnest($1::text[], $2::text[], $3::bigint[]) as x (organisation, term, ordinal)";

    private static IEnumerable<(string Organisation, string Term, long Ordinal)> Of(ShipmentAnswer doc)
    {
        var s = doc.Shipment;
        var terms = s.HandlingUnits.Select(u => u.Id).Append(s.Id).Append(s.Reference).Concat(s.References.Select(r => r.Value)).Select(Normal).Distinct();
        return terms.SelectMany(term => Shipments.Judgements.PartyOrganisations(s).Select(o => (o, term, doc.Ordinal)));
    }

    private static NpgsqlBatchCommand Command(string sql, List<(string Organisation, string Term, long Ordinal)> rows) => Sql.Command(
        sql, Sql.Of(rows.Select(r => r.Organisation).ToArray()), Sql.Of(rows.Select(r => r.Term).ToArray()), Sql.Of(rows.Select(r => r.Ordinal).ToArray()));
}
