using System.Threading.Channels;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Journal;

/// <summary>
/// Commits the batches of many gateways together: whatever waits when a commit ends goes into the next one, so that under load
/// commits grow and without load a batch waits for nobody. One writer a process; a post is answered only after its commit.
/// </summary>
internal sealed class JournalWriter(
    NpgsqlDataSource database, Partitions partitions, JournalSignal signal, IClock clock, ILogger<JournalWriter> logger) : BackgroundService
{
    private const int MostBatches = 128;
    private const int MostReads = 20_000;
    private const int MostWaiting = 512;
    private const int Attempts = 3;

    private readonly Channel<Post> _posts = Channel.CreateBounded<Post>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private JournalSession? _session;
    private Instant _last;

    /// <summary>
    /// Waits for room, then for the commit. A cancelled wait may leave the batch committed: the gateway posts it again and is told
    /// that it is known.
    /// </summary>
    internal async Task<PostOutcome> Post(ReadBatch batch, CancellationToken ct)
    {
        var post = new Post(batch, new(TaskCreationOptions.RunContinuationsAsynchronously));
        await _posts.Writer.WriteAsync(post, ct);
        return await post.Done.Task.WaitAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _posts.Reader.WaitToReadAsync(stoppingToken)) await Commit(Waiting(), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _posts.Writer.TryComplete();
            while (_posts.Reader.TryRead(out var post)) post.Done.TrySetException(new JournalAwayException("The service is stopping.", null));
        }
        finally
        {
            await Close();
        }
    }

    private List<Post> Waiting()
    {
        var (group, reads) = (new List<Post>(), 0);
        while (group.Count < MostBatches && reads < MostReads && _posts.Reader.TryRead(out var post))
        {
            group.Add(post);
            reads += post.Batch.Reads.Count;
        }

        return group;
    }

    private async Task Commit(List<Post> group, CancellationToken ct)
    {
        try
        {
            var outcomes = await Attempt(group.ConvertAll(post => post.Batch), ct);
            for (var i = 0; i < group.Count; i++) group[i].Done.TrySetResult(outcomes[i]);
            signal.Raise();
        }
        catch (PostgresException e) when (!e.IsTransient && group.Count > 1)
        {
            // One batch must not take the others with it.
            foreach (var post in group) await Commit([post], ct);
        }
        catch (Exception e)
        {
            // Whatever it was: nobody is told that a batch is stored, and the writer goes on with the next ones.
            logger.CommitFailed(group.Count, e.Message);
            foreach (var post in group) post.Done.TrySetException(new JournalAwayException("The journal cannot be written right now.", e));
            ct.ThrowIfCancellationRequested();
        }
    }

    private async Task<IReadOnlyList<PostOutcome>> Attempt(IReadOnlyList<ReadBatch> batches, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _session ??= await JournalSession.Open(database, clock.GetCurrentInstant(), logger, ct);
                var now = RecordTime();
                await partitions.Ensure(now, ct);
                return await _session.Commit(batches, now, ct);
            }
            catch (UnnumberedRaceException) when (attempt < Attempts)
            {
                // Another process journaled the same unnumbered read between the look and the write: look again.
                await Close();
            }
            catch
            {
                await Close();
                throw;
            }
        }
    }

    /// <summary>Never goes back, whatever the clock does.</summary>
    private Instant RecordTime()
    {
        var now = clock.GetCurrentInstant();
        now = Instant.FromUnixTimeTicks(now.ToUnixTimeTicks() / 10 * 10);
        return _last = Instant.Max(now, _last);
    }

    private async Task Close()
    {
        if (_session is { } session) await session.DisposeAsync();
        _session = null;
    }
}

internal sealed record Post(ReadBatch Batch, TaskCompletionSource<PostOutcome> Done);

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
