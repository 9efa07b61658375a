using System.Threading.Channels;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Journal;

/// <summary>
/// Commits the batches of many gateways together, in a few lanes: whatever waits when a lane is free goes into its next commit, so
/// that under load commits grow and without load a batch waits for nobody; what <see cref="Gathering"/> does in between. A post is
/// answered only after its commit.
/// </summary>
internal sealed class JournalWriter : BackgroundService
{
    private readonly JournalQueue _queue;
    private readonly JournalLane[] _lanes;

    public JournalWriter(
        NpgsqlDataSource database, Partitions partitions, KnownReadPoints points, JournalTail tail, JournalSignal signal, TagsSettings settings, IClock clock, ILogger<JournalWriter> logger)
    {
        Room = new(settings.MostWaitingReads, settings.MostWaitingBytes);
        _queue = new(settings.Writers);
        _lanes = [.. Enumerable.Range(0, settings.Writers).Select(_ => new JournalLane(database, partitions, points, tail, signal, clock, logger))];
    }

    /// <summary>Batches whose commit is not over yet.</summary>
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
        var post = new Post(batch, new(TaskCreationOptions.RunContinuationsAsynchronously));

        // It waits until it is committed, whoever still waits for that.
        _ = post.Done.Task.ContinueWith(_ => Room.Leave(size), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _queue.Enter(post);
        return await post.Done.Task.WaitAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var free = Channel.CreateUnbounded<JournalLane>();
        foreach (var lane in _lanes) free.Writer.TryWrite(lane);
        try
        {
            await Share(free, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _queue.Close();
            for (var ended = 0; ended < _lanes.Length; ended++) await (await free.Reader.ReadAsync(CancellationToken.None)).DisposeAsync();
        }
    }

    private async Task Share(Channel<JournalLane> free, CancellationToken ct)
    {
        var gathering = new Gathering();
        while (true)
        {
            await _queue.Ready(ct);
            await gathering.Before(_queue.Takeable, ct);
            var lane = await free.Reader.ReadAsync(ct);
            var group = _queue.Next();
            gathering.Began(group.Select(post => post.Batch.Gateway.Id));
            _ = Task.Run(() => Write(group, lane, free.Writer, ct), CancellationToken.None);
        }
    }

    private async Task Write(IReadOnlyList<Post> group, JournalLane lane, ChannelWriter<JournalLane> free, CancellationToken ct)
    {
        await lane.Commit(group, ct);
        _queue.Done(group);
        free.TryWrite(lane);
    }
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
