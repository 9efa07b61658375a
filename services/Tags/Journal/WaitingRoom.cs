namespace Logistics.Tags.Journal;

/// <summary>What a batch takes while it waits.</summary>
internal readonly record struct BatchSize(int Reads, long Bytes);

/// <summary>
/// How much may wait for its commit in this process, by reads and by bytes, whoever posts: batches are small or large, so their number
/// bounds nothing. One that finds the room empty gets in whatever its size.
/// </summary>
internal sealed class WaitingRoom(long mostReads, long mostBytes)
{
    private readonly Lock _gate = new();
    private long _reads;
    private long _bytes;
    private TaskCompletionSource? _someoneLeft;

    internal long Reads => Volatile.Read(ref _reads);

    /// <summary>Asked before a body is read.</summary>
    internal bool HasRoom => Volatile.Read(ref _reads) < mostReads && Volatile.Read(ref _bytes) < mostBytes;

    internal bool TryEnter(BatchSize size)
    {
        lock (_gate) return Entered(size);
    }

    /// <summary>Waits for room; who came first need not get in first.</summary>
    internal async ValueTask Enter(BatchSize size, CancellationToken ct)
    {
        while (true)
        {
            Task left;
            lock (_gate)
            {
                if (Entered(size)) return;
                left = (_someoneLeft ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await left.WaitAsync(ct);
        }
    }

    internal void Leave(BatchSize size)
    {
        TaskCompletionSource? waited;
        lock (_gate)
        {
            _reads -= size.Reads;
            _bytes -= size.Bytes;
            (waited, _someoneLeft) = (_someoneLeft, null);
        }

        waited?.TrySetResult();
    }

    private bool Entered(BatchSize size)
    {
        if (_reads > 0 && (_reads + size.Reads > mostReads || _bytes + size.Bytes > mostBytes)) return false;
        _reads += size.Reads;
        _bytes += size.Bytes;
        return true;
    }
}

/// <summary>Too much waits already; nothing of the batch is stored. Answered 429 / RESOURCE_EXHAUSTED.</summary>
internal sealed class JournalFullException : Exception
{
    /// <summary>Seconds.</summary>
    internal const string RetryAfter = "1";

    internal const string Detail = "Too many reads wait for the journal; post the batch again later.";
}
