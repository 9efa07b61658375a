using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// Runs one follower for as long as the process lives: waits for leadership, follows the log page by page, and after a failure
/// goes event by event up to where it happened. A final failure stops it with an alarm until an operator says skip or retry;
/// others are tried again, later and later.
/// </summary>
internal sealed class FollowerService(
    IFollower follower, EventReader reader, Checkpoints checkpoints, SkippedEvents skipped, Leadership leadership, LogSignal signal,
    FollowerStates states, EventStoreBuilder options, StoreMetrics metrics, ILogger<FollowerService> logger) : BackgroundService
{
    private const int PollsBetweenLooks = 5;

    /// <summary>A checkpoint that only events without an effect have passed is written this late: a commit each would be most of what they cost.</summary>
    private static readonly TimeSpan Unwritten = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private TimeSpan pause = TimeSpan.Zero;
    private long singlyUpTo;
    private long? failingAt;
    private bool noted;
    private long epoch;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                states.Set(follower.Name, FollowerStatus.Waiting);
                await using var lease = await leadership.Acquire(follower.Name, stoppingToken);
                await Lead(lease, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (PoisonEventException e)
            {
                await Stop(e, stoppingToken);
                await WaitForWord(e.Position, stoppingToken);
            }
            catch (SupersededException e)
            {
                states.Set(follower.Name, FollowerStatus.Superseded, e.Message);
                LogMessages.FollowerSuperseded(logger, follower.Name, e.Message);
                await Task.Delay(LongestPause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (PostgresException e) when (e.SqlState == Checkpoints.Moved)
            {
                LogMessages.CheckpointMoved(logger, follower.Name);
            }
            catch (Exception e)
            {
                await Pause(e, stoppingToken);
            }
        }
    }

    private async Task Lead(Leadership.Lease lease, CancellationToken ct)
    {
        await checkpoints.Ensure(follower.Name, follower.Version, ct);
        states.Set(follower.Name, FollowerStatus.Rebuilding);
        epoch = (await Place(ct)).Epoch;
        await follower.Prepare(ct);
        var at = await Place(ct);
        epoch = at.Epoch;
        if (at.Version != follower.Version) throw new SupersededException(at.Version, follower.Version);
        noted = false;
        reader.Forget();
        var skips = await skipped.Of(follower.Name, follower.Version, ct);
        var (read, written, idle) = (at.Position, Stopwatch.GetTimestamp(), 0);
        while (lease.IsHeld)
        {
            var page = await reader.Next(read, read < singlyUpTo ? 1 : follower.PageSize, ct);
            if (page.Events.Count > 0)
            {
                var moved = await Take([.. page.Events.Where(e => !skips.Contains(e.Position))], at, page.Events[^1].Position, ct);
                (at, read) = moved is null ? (at, at.Position) : (moved, page.Events[^1].Position);
                idle = 0;
            }
            else if (page.Unreadable is { } unreadable)
            {
                if (!skips.Contains(unreadable.Position)) throw new PoisonEventException(unreadable.Position, unreadable);
                at = await Take([], at, unreadable.Position, ct) ?? at;
                read = at.Position;
            }
            else
            {
                await Running(read, ct);
                await signal.WaitBeyond(read, read > at.Position ? Unwritten : options.PollInterval, ct);
                // Who has events to take in is told by the checkpoint that it was set elsewhere; who has none must look.
                if (++idle % PollsBetweenLooks == 0 && (await Place(ct)).Epoch != epoch) return;
            }

            if (read == at.Position) written = Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(written) < Unwritten) continue;
            await follower.Advance(at, read, ct);
            at = at with { Position = read };
        }
    }

    private async Task<Checkpoint> Place(CancellationToken ct)
        => await checkpoints.Find(follower.Name, ct) ?? throw new InvalidOperationException($"{follower.Name} has no checkpoint.");

    /// <returns>The checkpoint; null where the page has to be taken again, event by event.</returns>
    private async Task<Checkpoint?> Take(IReadOnlyList<StoredEvent> page, Checkpoint at, long to, CancellationToken ct)
    {
        using var activity = StoreMetrics.Activities.StartActivity("log.follow");
        activity?.SetTag("log.follower", follower.Name).SetTag("log.events", page.Count);
        try
        {
            if (await follower.Process(page, at, to, ct)) at = at with { Position = to };
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is not PostgresException { SqlState: Checkpoints.Moved })
        {
            failingAt = page.Count == 1 ? page[0].Position : null;
            if (page.Count == 1 && follower.IsFinal(e)) throw new PoisonEventException(page[0].Position, e);
            singlyUpTo = to;
            if (page.Count > 1 && !Transient.Is(e)) return null;
            throw;
        }

        await Running(to, ct);
        return at;
    }

    private async Task Running(long position, CancellationToken ct)
    {
        pause = TimeSpan.Zero;
        failingAt = null;
        states.Set(follower.Name, FollowerStatus.Running);
        metrics.At(follower.Name, position);
        if (!noted) await checkpoints.Note(follower.Name, "running", null, null, ct);
        noted = true;
        states.Position(follower.Name).Announce(position);
    }

    private async Task Pause(Exception e, CancellationToken ct)
    {
        pause = pause == TimeSpan.Zero ? TimeSpan.FromMilliseconds(100) : pause * 2 < LongestPause ? pause * 2 : LongestPause;
        states.Set(follower.Name, FollowerStatus.Failing, e.Message);
        LogMessages.FollowerFailing(logger, follower.Name, pause, e);
        await Note("failing", failingAt, e, ct);
        await Task.Delay(pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Stop(PoisonEventException stop, CancellationToken ct)
    {
        var cause = stop.InnerException!;
        states.Set(follower.Name, FollowerStatus.Stopped, $"event {stop.Position}: {cause.GetType().Name}: {cause.Message}");
        metrics.Stopped(follower.Name);
        LogMessages.FollowerStopped(logger, follower.Name, stop.Position, cause);
        await Note("stopped", stop.Position, cause, ct);
    }

    private async Task Note(string status, long? position, Exception cause, CancellationToken ct)
    {
        try
        {
            await checkpoints.Note(follower.Name, status, position, $"{cause.GetType().Name}: {cause.Message}", ct);
        }
        catch (Exception e) when (Transient.Is(e) || ct.IsCancellationRequested)
        {
            LogMessages.AlarmNotRecorded(logger, follower.Name, e);
        }
    }

    // A word moves the epoch, and so does a rebuild; another process that got past the event moves the checkpoint.
    private async Task WaitForWord(long stoppedAt, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(options.PollInterval, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                var at = await Place(ct);
                if (at.Epoch == epoch && (at.Version != follower.Version || at.Position < stoppedAt)) continue;
                LogMessages.FollowerTold(logger, follower.Name, at.Position);
                return;
            }
            catch (Exception e) when (Transient.Is(e) || ct.IsCancellationRequested)
            {
                // Looked for again.
            }
        }
    }

    private sealed class SupersededException(int stored, int own)
        : Exception($"The database is at version {stored}, this code at version {own}. The newer code runs it.");
}
