using System.Runtime.CompilerServices;
using Google.Protobuf;
using Logistics.EventStore;

namespace Logistics.Shipments.Feeds;

internal sealed record Page<TWire>(IReadOnlyList<TWire> Docs, string NextToken);

/// <summary>Answers from one feed's tables, always as an organisation.</summary>
internal sealed class FeedReader<TDoc, TWire>
    where TDoc : class
    where TWire : class, IMessage<TWire>, new()
{
    /// <summary>A watcher holds twice this many documents at most, however slow it takes them.</summary>
    private const int WatchPage = 500;

    private static readonly TimeSpan ReadYourWrites = TimeSpan.FromSeconds(5);

    private readonly FeedSchema tables;
    private readonly string projection;
    private readonly PartyQueries queries;
    private readonly ProjectionProgress progress;
    private readonly FeedPulse pulse;
    private readonly FeedRows<TWire> rows;
    private readonly FeedTail<TWire> tail;

    public FeedReader(FeedProjection<TDoc, TWire> projection, PartyQueries queries, ProjectionProgress progress)
    {
        this.projection = projection.Name;
        this.queries = queries;
        this.progress = progress;
        tables = projection.Feed;
        pulse = new(progress, projection.Name);
        rows = new(tables, queries, new(() => new()));
        tail = new(rows, pulse);
    }

    /// <summary>Waits for a write to be visible; false where it took too long and the answer will be stale.</summary>
    public Task<bool> Reaches(long position, CancellationToken ct)
        => position <= 0 ? Task.FromResult(true) : progress.WaitFor(projection, position, ReadYourWrites, ct);

    public Task<long> Position(CancellationToken ct) => pulse.Position(ct);

    public Task<TDoc?> Find(string organisation, string id, CancellationToken ct) => queries.Query(
        organisation,
        $"select document from {tables.List} where id = $1",
        [Sql.Of(id)],
        async (found, stop) => await found.ReadAsync(stop) ? EventJson.Deserialize<TDoc>(found.GetString(0)) : null,
        ct);

    /// <summary>Highest ordinal first.</summary>
    public async Task<Page<TWire>> List(string organisation, ListQuery query, string pageToken, int size, CancellationToken ct)
    {
        if (Cursor.ParsePageToken(pageToken) is { } below) query.Where("p.ordinal < {0}", Sql.Of(below));
        var found = await rows.List(organisation, query, size + 1, ct);
        var more = found.Count > size;
        return new([.. found.Take(size).Select(r => r.Wire)], more ? Cursor.PageToken(found[size - 1].Ordinal) : "");
    }

    /// <summary>
    /// Without a cursor a snapshot first: of what has not changed since it began, because the rest comes as changes. Then every
    /// change after the cursor, in the log's order, at least once; live when caught up.
    /// </summary>
    /// <exception cref="Grpc.Core.RpcException">`cursor-too-old`: changes after it are kept no more.</exception>
    public async IAsyncEnumerable<FeedItem<TWire>> Watch(string organisation, Cursor? cursor, [EnumeratorCancellation] CancellationToken ct)
    {
        var at = cursor ?? new Cursor(await pulse.Position(ct), 0);
        while (at.SnapshotAfter is { } after)
        {
            var docs = await rows.Snapshot(organisation, at.Position, after, WatchPage, ct);
            foreach (var (ordinal, wire) in docs) yield return FeedItem<TWire>.Snapshot(at = new(at.Position, ordinal), wire, more: true);
            if (docs.Count < WatchPage) at = new(at.Position, null);
        }

        for (var position = at.Position; ;)
        {
            using var live = await tail.Subscribe(organisation, ct);
            await foreach (var row in CatchUp(organisation, position, ct))
            {
                position = row.Position;
                yield return FeedItem<TWire>.Change(row, more: true);
            }

            position = Math.Max(position, live.From);
            if (at is not null) yield return FeedItem<TWire>.AllCaughtUp(position);
            at = null;
            await foreach (var row in live.Rows.ReadAllAsync(ct))
            {
                if (row.Position <= position) continue;
                position = row.Position;
                yield return FeedItem<TWire>.Change(row, more: live.Rows.TryPeek(out _));
            }
        }
    }

    /// <summary>Everything that is there; the next page is asked for while this one is sent.</summary>
    private async IAsyncEnumerable<FeedRow<TWire>> CatchUp(string organisation, long position, [EnumeratorCancellation] CancellationToken ct)
    {
        var (after, asked) = (position, rows.After(organisation, position, WatchPage, ct));
        while (true)
        {
            var (horizon, page) = await asked;
            if (after < horizon)
                throw new Refusal(Reasons.CursorTooOld, "Changes after this cursor are kept no more: watch without one, for a snapshot of what there is now.").ToRpc();
            if (page.Count > 0) after = page[^1].Position;
            if (page.Count == WatchPage) asked = rows.After(organisation, page[^1].Position, WatchPage, ct);
            foreach (var row in page) yield return row;
            if (page.Count < WatchPage) yield break;
        }
    }
}
