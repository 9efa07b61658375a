using System.Runtime.CompilerServices;
using Logistics.EventStore;
using Npgsql;

namespace Logistics.Shipments.Feeds;

/// <summary>What a watcher gets next.</summary>
/// <param name="Doc">The document after the change; null where the watcher's organisation is no party any more.</param>
/// <param name="CaughtUp">Once, without a document: what follows is live.</param>
internal sealed record FeedItem<TDoc>(Cursor Cursor, string Id, TDoc? Doc, bool CaughtUp)
    where TDoc : class;

internal sealed record Page<TDoc>(IReadOnlyList<TDoc> Docs, string NextToken);

/// <summary>Answers from one feed's tables, always as an organisation.</summary>
internal sealed class FeedReader<TDoc>(FeedProjection<TDoc> projection, PartyQueries queries, ProjectionProgress progress)
    where TDoc : class
{
    /// <summary>A watcher holds this many documents at most, however slow it takes them.</summary>
    private const int WatchPage = 200;

    private static readonly TimeSpan ReadYourWrites = TimeSpan.FromSeconds(5);

    private readonly FeedSchema tables = projection.Feed;
    private readonly FeedPulse pulse = new(progress, projection.Name);

    /// <summary>Waits for a write to be visible; false where it took too long and the answer will be stale.</summary>
    public Task<bool> Reaches(long position, CancellationToken ct)
        => position <= 0 ? Task.FromResult(true) : progress.WaitFor(projection.Name, position, ReadYourWrites, ct);

    public Task<long> Position(CancellationToken ct) => pulse.Position(ct);

    public Task<TDoc?> Find(string organisation, string id, CancellationToken ct) => queries.Query(
        organisation,
        $"select document from {tables.List} where id = $1",
        [Sql.Of(id)],
        async (rows, stop) => await rows.ReadAsync(stop) ? EventJson.Deserialize<TDoc>(rows.GetString(0)) : null,
        ct);

    /// <summary>Highest ordinal first.</summary>
    public async Task<Page<TDoc>> List(string organisation, ListQuery query, string pageToken, int size, CancellationToken ct)
    {
        if (Cursor.ParsePageToken(pageToken) is { } below) query.Where("ordinal < {0}", Sql.Of(below));
        var rows = await queries.Query(
            organisation, query.Sql("ordinal, document", tables.List, "ordinal desc", size + 1), query.Parameters, Rows, ct);
        var more = rows.Count > size;
        return new([.. rows.Take(size).Select(r => r.Doc)], more ? Cursor.PageToken(rows[size - 1].Key) : "");
    }

    /// <summary>
    /// Without a cursor a snapshot first: of what has not changed since it began, because the rest comes as changes. Then every
    /// change after the cursor, in the log's order, at least once; live when caught up.
    /// </summary>
    public async IAsyncEnumerable<FeedItem<TDoc>> Watch(
        string organisation, Cursor? cursor, [EnumeratorCancellation] CancellationToken ct)
    {
        var reached = await pulse.Position(ct);
        var at = cursor ?? new Cursor(reached, "");
        while (at.SnapshotAfter is not null)
        {
            var rows = await Snapshot(organisation, at, ct);
            foreach (var (id, doc) in rows) yield return new(at = new(at.Position, id), id, doc, false);
            if (rows.Count < WatchPage) at = new(at.Position, null);
        }

        var caughtUp = false;
        while (true)
        {
            var changes = await Changes(organisation, at.Position, ct);
            foreach (var change in changes) yield return change;
            if (changes.Count > 0) at = changes[^1].Cursor;
            if (changes.Count == WatchPage) continue;
            if (!caughtUp) yield return new(at, "", null, true);
            caughtUp = true;
            reached = await pulse.Beyond(reached, ct);
        }
    }

    private Task<IReadOnlyList<(string Id, TDoc Doc)>> Snapshot(string organisation, Cursor at, CancellationToken ct) => queries.Query(
        organisation,
        $"select id, document from {tables.List} where position <= $1 and id > $2 order by id limit {WatchPage}",
        [Sql.Of(at.Position), Sql.Of(at.SnapshotAfter!)],
        async (rows, stop) =>
        {
            var docs = new List<(string, TDoc)>();
            while (await rows.ReadAsync(stop)) docs.Add((rows.GetString(0), EventJson.Deserialize<TDoc>(rows.GetString(1))));
            return (IReadOnlyList<(string, TDoc)>)docs;
        },
        ct);

    private Task<IReadOnlyList<FeedItem<TDoc>>> Changes(string organisation, long after, CancellationToken ct) => queries.Query(
        organisation,
        $"""
        select f.position, f.id, c.document from {tables.Feed} f left join {tables.Change} c on c.position = f.position and not f.withdrawn
        where f.organisation = $1 and f.position > $2 order by f.position limit {WatchPage}
        """,
        [Sql.Of(organisation), Sql.Of(after)],
        async (rows, stop) =>
        {
            var items = new List<FeedItem<TDoc>>();
            while (await rows.ReadAsync(stop))
            {
                var doc = await rows.IsDBNullAsync(2, stop) ? null : EventJson.Deserialize<TDoc>(rows.GetString(2));
                items.Add(new(new(rows.GetInt64(0), null), rows.GetString(1), doc, false));
            }

            return (IReadOnlyList<FeedItem<TDoc>>)items;
        },
        ct);

    private static async Task<IReadOnlyList<(long Key, TDoc Doc)>> Rows(NpgsqlDataReader rows, CancellationToken ct)
    {
        var docs = new List<(long, TDoc)>();
        while (await rows.ReadAsync(ct)) docs.Add((rows.GetInt64(0), EventJson.Deserialize<TDoc>(rows.GetString(1))));
        return docs;
    }
}
