namespace Logistics.EventStore;

/// <summary>What follows the log: a projection or a subscription.</summary>
internal interface IFollower
{
    string Name { get; }

    int Version { get; }

    int PageSize { get; }

    /// <summary>Called by a new leader before the first page.</summary>
    Task Prepare(CancellationToken ct);

    /// <summary>Takes the page's effect and moves the checkpoint; the page is empty where all of it is skipped.</summary>
    /// <returns>False where there was nothing to do: the checkpoint is as it was, to be moved with the next effect or by <see cref="Advance"/>.</returns>
    Task<bool> Process(IReadOnlyList<StoredEvent> page, Checkpoint from, long to, CancellationToken ct);

    /// <summary>Moves the checkpoint past events without an effect.</summary>
    Task Advance(Checkpoint from, long to, CancellationToken ct);

    /// <summary>Whether trying again is no use: an event on its own failed with this.</summary>
    bool IsFinal(Exception exception);
}
