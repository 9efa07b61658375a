using NodaTime;
using Npgsql;

namespace Logistics.Tags.Journal;

/// <summary>One writer: commits the batches that it is given, and answers them.</summary>
internal sealed class JournalLane(
    NpgsqlDataSource database, Partitions partitions, KnownReadPoints points, JournalTail tail, JournalSignal signal, IClock clock, ILogger logger) : IAsyncDisposable
{
    private const int Attempts = 3;

    private JournalSession? _session;
    private Instant _last;

    /// <summary>Every batch is answered or failed, whatever happens.</summary>
    internal async Task Commit(IReadOnlyList<Post> group, CancellationToken ct)
    {
        try
        {
            var outcomes = await Attempt([.. group.Select(post => post.Batch)], ct);
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
            if (!ct.IsCancellationRequested) logger.CommitFailed(group.Count, e.Message);
            foreach (var post in group) post.Fail(new JournalAwayException("The journal cannot be written right now.", e));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is { } session) await session.DisposeAsync();
        _session = null;
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
                // Another process journaled the same unnumbered read between the look and the write: look again.
                await DisposeAsync();
            }
            catch
            {
                await DisposeAsync();
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
}
