using Google.Protobuf;
using Npgsql;

namespace Logistics.Shipments.Feeds;

/// <summary>A row of a feed.</summary>
/// <param name="Wire">The document after the change; null where the organisation is no party any more.</param>
internal sealed record FeedRow<TWire>(string Organisation, long Position, string Id, FeedKind Kind, TWire? Wire)
    where TWire : class;

/// <summary>Queries of one feed's tables, always as the organisations that ask.</summary>
internal sealed class FeedRows<TWire>(FeedSchema tables, PartyQueries queries, MessageParser<TWire> parser)
    where TWire : class, IMessage<TWire>
{
    public Task<List<(long Ordinal, TWire Wire)>> List(string organisation, ListQuery query, int limit, CancellationToken ct)
        => queries.Query(organisation, query.Sql(tables, limit), [Sql.Of(organisation), .. query.Parameters], ReadDocs, ct);

    /// <summary>What has not changed since the snapshot began, the oldest first.</summary>
    public Task<List<(long Ordinal, TWire Wire)>> Snapshot(string organisation, long begun, long after, int limit, CancellationToken ct) => queries.Query(
        organisation,
        $"""
        select p.ordinal, l.wire from {tables.Party} p join {tables.List} l on l.ordinal = p.ordinal
        where p.organisation = $1 and p.ordinal > $2 and l.position <= $3 order by p.ordinal limit {limit}
        """,
        [Sql.Of(organisation), Sql.Of(after), Sql.Of(begun)],
        ReadDocs,
        ct);

    /// <summary>
    /// A page, and the position that changes were dropped up to, as of the same moment: who asks from before it may miss some.
    /// </summary>
    public Task<(long Horizon, List<FeedRow<TWire>> Rows)> After(string organisation, long position, int limit, CancellationToken ct) => queries.Query(
        organisation,
        $"""
        select f.organisation, f.position, f.id, f.kind, c.wire, coalesce(h.position, 0) from (select max(position) as position from {tables.Horizon}) h
        left join (
          select * from {tables.Feed} where organisation = $1 and position > $2 order by position limit {limit}
        ) f on true
        left join {tables.Change} c on c.position = f.position and f.kind <> {(short)FeedKind.Withdrawn} order by f.position
        """,
        [Sql.Of(organisation), Sql.Of(position)],
        async (rows, stop) =>
        {
            await rows.ReadAsync(stop);
            var horizon = rows.GetInt64(5);
            return (horizon, await rows.IsDBNullAsync(1, stop) ? [] : await ReadRows(rows, stop, begun: true));
        },
        ct);

    /// <summary>Of several organisations, in the log's order.</summary>
    public Task<List<FeedRow<TWire>>> Between(string[] organisations, long after, long upTo, CancellationToken ct) => queries.Query(
        organisations,
        $"""
        select f.organisation, f.position, f.id, f.kind, c.wire from {tables.Feed} f
        left join {tables.Change} c on c.position = f.position and f.kind <> {(short)FeedKind.Withdrawn}
        where f.organisation = any($1) and f.position > $2 and f.position <= $3 order by f.position
        """,
        [Sql.Of(organisations), Sql.Of(after), Sql.Of(upTo)],
        (rows, stop) => ReadRows(rows, stop),
        ct);

    private async Task<List<(long Ordinal, TWire Wire)>> ReadDocs(NpgsqlDataReader rows, CancellationToken ct)
    {
        var docs = new List<(long, TWire)>();
        while (await rows.ReadAsync(ct)) docs.Add((rows.GetInt64(0), parser.ParseFrom(rows.GetFieldValue<byte[]>(1))));
        return docs;
    }

    private async Task<List<FeedRow<TWire>>> ReadRows(NpgsqlDataReader rows, CancellationToken ct, bool begun = false)
    {
        var read = new List<FeedRow<TWire>>();
        while (begun || await rows.ReadAsync(ct))
        {
            begun = false;
            var (position, kind) = (rows.GetInt64(1), (FeedKind)rows.GetInt16(3));
            // One change for several organisations: they share the message, which nobody writes to.
            var wire = kind == FeedKind.Withdrawn ? null
                : read.Count > 0 && read[^1].Position == position && read[^1].Wire is { } same ? same
                : parser.ParseFrom(rows.GetFieldValue<byte[]>(4));
            read.Add(new(rows.GetString(0), position, rows.GetString(2), kind, wire));
        }

        return read;
    }
}
