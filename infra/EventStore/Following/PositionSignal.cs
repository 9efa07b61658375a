namespace Logistics.EventStore;

/// <summary>A position that grows, and that can be waited for.</summary>
internal class PositionSignal
{
    private readonly Lock gate = new();
    private TaskCompletionSource grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long known;

    internal long Known => Interlocked.Read(ref known);

    internal void Announce(long position)
    {
        TaskCompletionSource waiters;
        lock (gate)
        {
            if (position <= known) return;
            Interlocked.Exchange(ref known, position);
            waiters = grown;
            grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiters.SetResult();
    }

    /// <summary>Returns when the position is beyond, or after the time.</summary>
    internal async Task WaitBeyond(long position, TimeSpan atMost, CancellationToken ct)
    {
        Task growing;
        lock (gate)
        {
            if (known > position) return;
            growing = grown.Task;
        }

        await growing.WaitAsync(atMost, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
    }
}

/// <summary>The log's head as far as this process knows: from its own appends and from other processes' notifications.</summary>
internal sealed class LogSignal : PositionSignal
{
    /// <summary>What this process appended, and others have yet to be told.</summary>
    internal PositionSignal Own { get; } = new();

    internal void AnnounceOwn(long position)
    {
        Announce(position);
        Own.Announce(position);
    }
}
