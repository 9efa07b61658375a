namespace Logistics.EventStore;

/// <summary>Calls a subscription, then moves its checkpoint. Its failures are the outside world's and never final.</summary>
internal sealed class SubscriptionFollower(Subscription subscription, Checkpoints checkpoints) : IFollower
{
    public string Name => subscription.Name;

    public int Version => 1;

    public int PageSize => subscription.PageSize;

    public Task Prepare(CancellationToken ct) => Task.CompletedTask;

    public async Task<bool> Process(IReadOnlyList<StoredEvent> page, Checkpoint from, long to, CancellationToken ct)
    {
        if (page.Count > 0) await subscription.Handle(page, ct);
        await checkpoints.Advance(from, to, ct);
        return true;
    }

    public Task Advance(Checkpoint from, long to, CancellationToken ct) => checkpoints.Advance(from, to, ct);

    public bool IsFinal(Exception exception) => false;
}
