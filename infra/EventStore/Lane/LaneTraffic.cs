namespace Logistics.EventStore;

/// <summary>
/// When a batch sets out. While another is under way it could only stand before the lane, so it first takes on as many callers as
/// that one has: a commit costs the same whether many share it or few, and batches that set out at once with whoever is there
/// stay small for ever, because their callers come back in turns.
/// </summary>
/// <param name="waiting">How many callers wait to be taken along.</param>
/// <param name="patience">After this a batch sets out anyway: the one before may have been lost on its way.</param>
internal sealed class LaneTraffic(Func<int> waiting, TimeSpan patience)
{
    private readonly Lock gate = new();
    private TaskCompletionSource? change;
    private int underWay;

    private bool IsEnough => waiting() >= Volatile.Read(ref underWay);

    internal async Task Gather()
    {
        while (NextChange() is { } changed)
        {
            await changed.WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!changed.IsCompleted) return;
        }
    }

    internal void SetOut(int callers) => Interlocked.Add(ref underWay, callers);

    internal void Arrived(int callers)
    {
        Interlocked.Add(ref underWay, -callers);
        Wake();
    }

    internal void Joined()
    {
        if (Volatile.Read(ref change) is not null && IsEnough) Wake();
    }

    // The wish to hear of changes comes before the look, so that none falls between.
    private Task? NextChange()
    {
        lock (gate)
        {
            change ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return IsEnough ? null : change.Task;
        }
    }

    private void Wake()
    {
        lock (gate)
        {
            change?.SetResult();
            change = null;
        }
    }
}
