using Logistics.EventStore;

namespace Logistics.Shipments.Feeds;

/// <summary>Tells all watchers of a feed that it has moved: however many there are, one of them at a time asks.</summary>
internal sealed class FeedPulse(ProjectionProgress progress, string projection)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private Task<long>? looking;
    private long known;

    /// <summary>A position the projection has reached.</summary>
    public async Task<long> Position(CancellationToken ct) => Learn(await progress.Position(projection, ct));

    /// <summary>A position beyond, or the same one after a second.</summary>
    public async Task<long> Beyond(long position, CancellationToken ct)
    {
        Task<long> look;
        lock (gate)
        {
            if (known > position) return known;
            if (looking is not { IsCompleted: false }) looking = LookBeyond(position);
            look = looking;
        }

        return Math.Max(position, await look.WaitAsync(ct));
    }

    private async Task<long> LookBeyond(long position)
    {
        // Of nobody in particular: a watcher that leaves must not end it for the others.
        var moved = await progress.WaitFor(projection, position + 1, Look, CancellationToken.None);
        return moved ? await Position(CancellationToken.None) : position;
    }

    private long Learn(long position)
    {
        lock (gate)
        {
            return known = Math.Max(known, position);
        }
    }
}
