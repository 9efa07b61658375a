using Grpc.Core;

namespace Logistics.Shipments.Feeds;

/// <summary>What a watcher gets next.</summary>
/// <param name="Wire">The document after the change; null where it is withdrawn, and in the word that all is caught up.</param>
/// <param name="CaughtUp">Once, without a document: what follows is live.</param>
/// <param name="More">Another one follows at once: this one need not be sent on its own.</param>
internal sealed record FeedItem<TWire>(Cursor Cursor, string Id, FeedKind Kind, TWire? Wire, bool CaughtUp, bool More)
    where TWire : class
{
    public bool Withdrawn => !CaughtUp && Kind == FeedKind.Withdrawn;

    public bool Shared => Kind == FeedKind.Shared;

    public static FeedItem<TWire> Snapshot(Cursor at, TWire wire, bool more) => new(at, "", FeedKind.Changed, wire, false, more);

    public static FeedItem<TWire> Change(FeedRow<TWire> row, bool more) => new(new(row.Position, null), row.Id, row.Kind, row.Wire, false, more);

    public static FeedItem<TWire> AllCaughtUp(long position) => new(new(position, null), "", FeedKind.Changed, null, true, false);
}

internal static class FeedSending
{
    /// <summary>So many wait for each other at most: a reader that does not read is noticed when they are sent.</summary>
    private const int MostTogether = 64;

    private static readonly WriteOptions Together = new(WriteFlags.BufferHint);

    public static async Task Send<TWire, TChange>(
        this IServerStreamWriter<TChange> to, IAsyncEnumerable<FeedItem<TWire>> items, Func<FeedItem<TWire>, TChange> change, CancellationToken ct)
        where TWire : class
    {
        var waiting = 0;
        await foreach (var item in items.WithCancellation(ct))
        {
            waiting = item.More && waiting < MostTogether ? waiting + 1 : 0;
            to.WriteOptions = waiting > 0 ? Together : null;
            await to.WriteAsync(change(item), ct);
        }
    }
}
