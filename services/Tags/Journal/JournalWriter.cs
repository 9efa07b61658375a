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
        => _lanes = [.. Enumerable.Range(0, settings.Writers).Select(_ => new JournalLane(database, partitions, points, tail, signal, clock, logger))];

    /// <summary>Reads that wait for their commit.</summary>
    internal int Waiting => _lanes.Sum(lane => lane.Waiting);

    /// <summary>
    /// Waits for room, then for the commit. A cancelled wait may leave the batch committed: the gateway posts it again and is told
    /// that it is known.
    /// </summary>
    internal Task<PostOutcome> Post(ReadBatch batch, CancellationToken ct)
        => _lanes[(uint)string.GetHashCode(batch.Gateway.Id, StringComparison.Ordinal) % (uint)_lanes.Length].Post(batch, ct);

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
