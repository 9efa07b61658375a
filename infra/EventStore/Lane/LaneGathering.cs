namespace Logistics.EventStore;

/// <summary>
/// How long a batch waits for more callers. Whoever has just been answered often comes right back with the next append. Batches
/// that set out without them stay at half of the callers, who take turns, and a commit costs the same whether thirty share it or
/// sixty. Where they do not come back at once, the next few batches do not wait.
/// </summary>
/// <param name="waiting">How many callers wait to be taken along.</param>
/// <param name="patience">A batch waits no longer.</param>
internal sealed class LaneGathering(Func<int> waiting, TimeSpan patience)
{
    private const double Share = 0.9;
    private const int BatchesWithout = 8;

    private TaskCompletionSource? enough;
    private int expected;
    private int without;

    private bool IsEnough => waiting() >= Volatile.Read(ref expected);

    internal async Task Gather()
    {
        if (without > 0)
        {
            without--;
            return;
        }

        // The wish to be told comes before the look, so that nobody joins in between unseen.
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref enough, told);
        if (!IsEnough) await told.Task.WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Volatile.Write(ref enough, null);
        if (!IsEnough) without = BatchesWithout;
    }

    /// <summary>A caller has begun to wait.</summary>
    internal void Joined()
    {
        if (Volatile.Read(ref enough) is { } told && IsEnough) told.TrySetResult();
    }

    /// <summary>A batch's callers have their answers. Most of them are expected back, besides those who wait already.</summary>
    internal void Answered(int callers) => Volatile.Write(ref expected, Math.Min(BatchCollector.MostCallers, (int)((waiting() + callers) * Share)));
}
