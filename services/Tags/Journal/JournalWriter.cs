using NodaTime;
using Npgsql;

namespace Logistics.Tags.Journal;

/// <summary>
/// Commits the batches of many gateways together, in a few lanes. A gateway keeps to its lane, so that lanes do not wait for each
/// other's receipts; a post is answered only after its commit.
/// </summary>
internal sealed class JournalWriter : BackgroundService
{
    private readonly JournalLane[] _lanes;

    public JournalWriter(
        NpgsqlDataSource database, Partitions partitions, KnownReadPoints points, JournalTail tail, JournalSignal signal, TagsSettings settings, IClock clock, ILogger<JournalWriter> logger)
    {
        Room = new(settings.MostWaitingReads, settings.MostWaitingBytes);
        _lanes = [.. Enumerable.Range(0, settings.Writers).Select(_ => new JournalLane(database, partitions, points, tail, signal, clock, logger))];
    }

    /// <summary>Reads that wait for their commit.</summary>
    internal int Waiting => _lanes.Sum(lane => lane.Waiting);

    internal WaitingRoom Room { get; }

    /// <summary>
    /// Refuses where too much waits, else waits for the commit. A cancelled wait may leave the batch committed: the gateway posts it
    /// again and is told that it is known.
    /// </summary>
    /// <exception cref="JournalFullException">Nothing of it is stored.</exception>
    internal Task<PostOutcome> Post(ReadBatch batch, CancellationToken ct)
    {
        if (Room.TryEnter(batch.Size)) return Committed(batch, ct);
        batch.Dispose();
        throw new JournalFullException();
    }

    /// <summary>For who can be kept waiting: waits until there is room; the task that it answers, until the commit.</summary>
    internal async ValueTask<Task<PostOutcome>> Enter(ReadBatch batch, CancellationToken ct)
    {
        try
        {
            await Room.Enter(batch.Size, ct);
        }
        catch
        {
            batch.Dispose();
            throw;
        }

        return Committed(batch, ct);
    }

    private async Task<PostOutcome> Committed(ReadBatch batch, CancellationToken ct)
    {
        var size = batch.Size;
        Task<PostOutcome> done;
        try
        {
            done = await _lanes[(uint)string.GetHashCode(batch.Gateway.Id, StringComparison.Ordinal) % (uint)_lanes.Length].Take(batch, ct);
        }
        catch
        {
            Room.Leave(size);
            throw;
        }

        // It waits until it is committed, whoever still waits for that.
        _ = done.ContinueWith(_ => Room.Leave(size), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return await done.WaitAsync(ct);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_lanes.Select(lane => Task.Run(() => lane.Run(stoppingToken), CancellationToken.None)));
}

/// <summary>Nothing is known of the batch's fate; posting it again is safe. Answered 503 / UNAVAILABLE.</summary>
internal sealed class JournalAwayException(string message, Exception? inner) : Exception(message, inner);

internal sealed class UnnumberedRaceException : Exception;

/// <summary>Wakes those in this process that follow the journal.</summary>
internal sealed class JournalSignal
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    internal void Raise()
    {
        try
        {
            _raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // Raised already and not yet seen.
        }
    }

    internal Task Wait(TimeSpan atMost, CancellationToken ct) => _raised.WaitAsync(atMost, ct);
}
