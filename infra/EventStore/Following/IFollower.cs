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
    Task Process(IReadOnlyList<StoredEvent> page, Checkpoint from, long to, CancellationToken ct);

    /// <summary>Whether trying again is no use: an event on its own failed with this.</summary>
    bool IsFinal(Exception exception);
}
