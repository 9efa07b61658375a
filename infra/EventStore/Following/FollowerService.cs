using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// Runs one follower for as long as the process lives: waits for leadership, follows the log page by page, and after a failure
/// goes event by event up to where it happened. A final failure stops it with an alarm; others are tried again, later and later.
/// </summary>
internal sealed class FollowerService(
    IFollower follower, EventReader reader, Checkpoints checkpoints, Leadership leadership, LogSignal signal, FollowerStates states,
    EventStoreBuilder options, StoreMetrics metrics, ILogger<FollowerService> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private TimeSpan pause = TimeSpan.Zero;
    private long singlyUpTo;

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
            catch (StoppedException e)
            {
                await Stop(e, stoppingToken);
                return;
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
        await follower.Prepare(ct);
        var at = await checkpoints.Find(follower.Name, ct) ?? throw new InvalidOperationException($"{follower.Name} has no checkpoint.");
        if (at.Version != follower.Version) throw new SupersededException(at.Version, follower.Version);
        await checkpoints.Note(follower.Name, "running", null, null, ct);
        while (lease.IsHeld)
        {
            var page = await reader.Log(at.Position, at.Position < singlyUpTo ? 1 : follower.PageSize, ct);
            if (page.Events.Count == 0)
            {
                if (page.Unreadable is { } unreadable) throw new StoppedException(unreadable.Position, unreadable);
                Running(at.Position);
                await signal.WaitBeyond(at.Position, options.PollInterval, ct);
                continue;
            }

            at = await Take(page.Events, at, ct);
        }
    }

    private async Task<Checkpoint> Take(IReadOnlyList<StoredEvent> page, Checkpoint at, CancellationToken ct)
    {
        using var activity = StoreMetrics.Activities.StartActivity("log.follow");
        activity?.SetTag("log.follower", follower.Name).SetTag("log.events", page.Count);
        try
        {
            await follower.Process(page, at, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is not PostgresException { SqlState: Checkpoints.Moved })
        {
            if (page.Count == 1 && follower.IsFinal(e)) throw new StoppedException(page[0].Position, e);
            singlyUpTo = page[^1].Position;
            if (page.Count > 1 && !Transient.Is(e)) return at;
            throw;
        }

        var position = page[^1].Position;
        Running(position);
        return at with { Position = position };
    }

    private void Running(long position)
    {
        pause = TimeSpan.Zero;
        states.Set(follower.Name, FollowerStatus.Running);
        states.Position(follower.Name).Announce(position);
        metrics.At(follower.Name, position);
    }

    private async Task Pause(Exception e, CancellationToken ct)
    {
        pause = pause == TimeSpan.Zero ? TimeSpan.FromMilliseconds(100) : pause * 2 < LongestPause ? pause * 2 : LongestPause;
        states.Set(follower.Name, FollowerStatus.Failing, e.Message);
        LogMessages.FollowerFailing(logger, follower.Name, pause, e);
        await Task.Delay(pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Stop(StoppedException stop, CancellationToken ct)
    {
        var reason = $"{stop.InnerException!.GetType().Name}: {stop.InnerException.Message}";
        states.Set(follower.Name, FollowerStatus.Stopped, $"event {stop.Position}: {reason}");
        metrics.Stopped(follower.Name);
        LogMessages.FollowerStopped(logger, follower.Name, stop.Position, stop.InnerException);
        try
        {
            await checkpoints.Note(follower.Name, "stopped", stop.Position, reason, ct);
        }
        catch (NpgsqlException e)
        {
            LogMessages.AlarmNotRecorded(logger, follower.Name, e);
        }
    }

    private sealed class StoppedException(long position, Exception cause) : Exception($"Stopped at event {position}.", cause)
    {
        internal long Position { get; } = position;
    }

    private sealed class SupersededException(int stored, int own)
        : Exception($"The database is at version {stored}, this code at version {own}. The newer code runs it.");
}
