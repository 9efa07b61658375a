using System.Threading.Channels;
using NodaTime;
using Npgsql;

namespace Logistics.Tags.Journal;

/// <summary>
/// One writer. Whatever waits when a commit ends goes into the next one, so that under load commits grow and without load a batch
/// waits for nobody; what <see cref="Gathering"/> does in between.
/// </summary>
internal sealed class JournalLane(
    NpgsqlDataSource database, Partitions partitions, KnownReadPoints points, JournalTail tail, JournalSignal signal, IClock clock, ILogger logger)
{
    private const int MostBatches = 256;
    private const int MostReads = 20_000;
    private const int MostWaiting = 256;
    private const int Attempts = 3;

    private readonly Channel<Post> _posts = Channel.CreateBounded<Post>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Gathering _gathering = new();
    private JournalSession? _session;
    private Instant _last;
    private Post? _held;
    private int _waiting;

    internal int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waits for a place; the task that it answers, until the commit.</summary>
    internal async ValueTask<Task<PostOutcome>> Take(ReadBatch batch, CancellationToken ct)
    {
        var post = new Post(batch, new(TaskCreationOptions.RunContinuationsAsynchronously));
        await _posts.Writer.WriteAsync(post, ct);
        return post.Done.Task;
    }

    internal async Task Run(CancellationToken ct)
    {
        try
        {
            while (_held is not null || await _posts.Reader.WaitToReadAsync(ct))
            {
                await _gathering.Before(_posts.Reader.Count, ct);
                var group = Next();
                _gathering.Began(group.Select(post => post.Batch.Gateway.Id));
                await Commit(group, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            _posts.Writer.TryComplete();
            _held?.Fail(new JournalAwayException("The service is stopping.", null));
            while (_posts.Reader.TryRead(out var post)) post.Fail(new JournalAwayException("The service is stopping.", null));
        }
        finally
        {
            await Close();
        }
    }

    /// <summary>
    /// What the next commit takes. A batch whose sequences overlap another's waits for the commit after: then the receipts tell what
    /// of it is known.
    /// </summary>
    private List<Post> Next()
    {
        var (group, reads, taken) = (new List<Post>(), 0, new Dictionary<EpochKey, SequenceRanges>());
        while (group.Count < MostBatches && reads < MostReads && (_held ?? Read()) is { } post)
        {
            _held = null;
            if (post.Batch.Sequences is { } span)
            {
                var before = taken.GetValueOrDefault(post.Batch.Key, SequenceRanges.Empty);
                if (before.Overlaps(span))
                {
                    _held = post;
                    break;
                }

                taken[post.Batch.Key] = before.With(span);
            }

            group.Add(post);
            reads += post.Batch.Count;
        }

        Volatile.Write(ref _waiting, reads + (_posts.Reader.Count * (reads / Math.Max(1, group.Count))));
        return group;
    }

    private Post? Read() => _posts.Reader.TryRead(out var post) ? post : null;

    private async Task Commit(List<Post> group, CancellationToken ct)
    {
        try
        {
            var outcomes = await Attempt(group.ConvertAll(post => post.Batch), ct);
            for (var i = 0; i < group.Count; i++) group[i].Answer(outcomes[i]);
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
            foreach (var post in group) post.Fail(new JournalAwayException("The journal cannot be written right now.", e));
            ct.ThrowIfCancellationRequested();
        }
    }

    private async Task<IReadOnlyList<PostOutcome>> Attempt(IReadOnlyList<ReadBatch> batches, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _session ??= await JournalSession.Open(database, tail, clock.GetCurrentInstant(), logger, ct);
                var now = RecordTime();
                await partitions.Ensure(now, ct);
                return await _session.Commit(batches, points, now, ct);
            }
            catch (UnnumberedRaceException) when (attempt < Attempts)
            {
                // Another writer journaled the same unnumbered read between the look and the write: look again.
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

internal sealed record Post(ReadBatch Batch, TaskCompletionSource<PostOutcome> Done)
{
    internal void Answer(PostOutcome outcome)
    {
        Batch.Dispose();
        Done.TrySetResult(outcome);
    }

    internal void Fail(Exception e)
    {
        Batch.Dispose();
        Done.TrySetException(e);
    }
}
