using Google.Protobuf;
using Logistics.EventStore;
using Npgsql;

namespace Logistics.Shipments.Feeds;

internal enum FeedKind : short
{
    Changed = 0,

    /// <summary>The party has just become one: what was before is in the document.</summary>
    Shared = 1,

    /// <summary>It is none any more; there is no document.</summary>
    Withdrawn = 2,
}

/// <summary>What one page of the log does to a feed's tables, one statement a table: single rows cost several times as much.</summary>
internal sealed class FeedWrites<TDoc>(FeedSchema schema, IReadOnlyList<Column<TDoc>> columns)
{
    private readonly List<(long Position, string Id, string Parties, byte[] Wire)> changes = [];
    private readonly List<(string Organisation, long Position, string Id, short Kind)> feed = [];
    private readonly List<(string Id, long Position, long Ordinal, string Parties, string Document, byte[] Wire)> docs = [];
    private readonly List<(string Organisation, long Ordinal, TDoc Doc)> parties = [];
    private readonly List<(string Organisation, long Ordinal)> gone = [];

    public void Changed(long position, string id, IReadOnlyList<string> before, IReadOnlyList<string> after, IMessage wire)
    {
        changes.Add((position, id, string.Join(' ', after), wire.ToByteArray()));
        feed.AddRange(after.Select(o => (o, position, id, (short)(before.Contains(o) ? FeedKind.Changed : FeedKind.Shared))));
        feed.AddRange(before.Except(after).Select(o => (o, position, id, (short)FeedKind.Withdrawn)));
    }

    public void Put(string id, long position, long ordinal, IReadOnlyList<string> organisations, TDoc doc, IMessage wire)
    {
        docs.Add((id, position, ordinal, string.Join(' ', organisations), EventJson.Serialize(doc), wire.ToByteArray()));
        parties.AddRange(organisations.Select(o => (o, ordinal, doc)));
    }

    public void Gone(long ordinal, IEnumerable<string> organisations) => gone.AddRange(organisations.Select(o => (o, ordinal)));

    public void AddTo(NpgsqlBatch batch)
    {
        if (docs.Count == 0) return;
        batch.BatchCommands.Add(Sql.Command(
            $"""
            insert into {schema.Change} (position, id, parties, wire)
            select position, id, string_to_array(parties, ' '), wire
            from unnest($1::bigint[], $2::text[], $3::text[], $4::bytea[]) as x (position, id, parties, wire)
            """,
            Of(changes, c => c.Position), Of(changes, c => c.Id), Of(changes, c => c.Parties), Of(changes, c => c.Wire)));
        batch.BatchCommands.Add(Sql.Command(
            $"""
            insert into {schema.Feed} (organisation, position, id, kind)
            select * from unnest($1::text[], $2::bigint[], $3::text[], $4::smallint[])
            """,
            Of(feed, f => f.Organisation), Of(feed, f => f.Position), Of(feed, f => f.Id), Of(feed, f => f.Kind)));
        if (gone.Count > 0)
            batch.BatchCommands.Add(Sql.Command(
                $"delete from {schema.Party} p using unnest($1::text[], $2::bigint[]) as x (organisation, ordinal) "
                + "where p.organisation = x.organisation and p.ordinal = x.ordinal",
                Of(gone, g => g.Organisation), Of(gone, g => g.Ordinal)));
        batch.BatchCommands.Add(Sql.Command(
            $"""
            insert into {schema.List} (id, position, ordinal, parties, document, wire)
            select id, position, ordinal, string_to_array(parties, ' '), document::jsonb, wire
            from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::bytea[]) as x (id, position, ordinal, parties, document, wire)
            on conflict (id) do update set position = excluded.position, ordinal = excluded.ordinal, parties = excluded.parties,
              document = excluded.document, wire = excluded.wire
            """,
            Of(docs, d => d.Id), Of(docs, d => d.Position), Of(docs, d => d.Ordinal), Of(docs, d => d.Parties),
            Of(docs, d => d.Document), Of(docs, d => d.Wire)));
        batch.BatchCommands.Add(PutParties());
    }

    /// <summary>Most changes leave what lists are filtered by as it was: then the row stays, and its index entries.</summary>
    private NpgsqlBatchCommand PutParties()
    {
        var names = string.Join(", ", columns.Select(c => c.Name));
        return Sql.Command(
            $"""
            insert into {schema.Party} as p (organisation, ordinal, {names})
            select organisation, ordinal, {string.Join(", ", columns.Select(c => c.From($"x.{c.Name}")))}
            from unnest($1::text[], $2::bigint[], {string.Join(", ", columns.Select((c, i) => $"${i + 3}::{c.ParameterType}[]"))}) as x (organisation, ordinal, {names})
            on conflict (organisation, ordinal) do update set ({names}) = row({string.Join(", ", columns.Select(c => $"excluded.{c.Name}"))})
            where row({string.Join(", ", columns.Select(c => $"p.{c.Name}"))}) is distinct from row({string.Join(", ", columns.Select(c => $"excluded.{c.Name}"))})
            """,
            [
                Of(parties, p => p.Organisation), Of(parties, p => p.Ordinal),
                .. columns.Select(c => c.Values([.. parties.Select(p => p.Doc)])),
            ]);
    }

    private static NpgsqlParameter Of<TRow, T>(List<TRow> rows, Func<TRow, T> value) => Sql.Of(rows.Select(value).ToArray());
}
