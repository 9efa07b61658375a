using System.Diagnostics;
using Logistics.EventStore;
using Npgsql;

namespace Logistics.Tags.Watching;

/// <summary>
/// The processes of this service share the shards of tags among themselves; one that comes is given its share within a second or two,
/// and what one that dies leaves behind is taken up as soon. After any failure it starts again from what is committed.
/// </summary>
internal sealed class Watcher(
    NpgsqlDataSource database, IEventLog log, ProjectionProgress progress, TagsSettings settings, Journal.JournalSignal signal, Journal.JournalTail tail, Journal.JournalWriter journal, ILogger<Watcher> logger) : BackgroundService
{
    private const long BalanceEvery = 1_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Share(() => pause = TimeSpan.FromMilliseconds(100), stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.WatchFailed(pause, e);
                await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private async Task Share(Action well, CancellationToken ct)
    {
        await using var session = await database.OpenConnectionAsync(ct);
        var locks = new ShardLocks(session);
        try
        {
            await locks.Join(ct);
            var watch = new Watch(database, log, tail, progress, settings);
            var balanceAt = long.MinValue;
            while (true)
            {
                if (Environment.TickCount64 >= balanceAt)
                {
                    await Balance(locks, watch, ct);
                    balanceAt = Environment.TickCount64 + BalanceEvery;
                }

                var began = Stopwatch.GetTimestamp();
                var taken = await watch.Step(session, ct);
                well();
                if (taken == 0) await signal.Wait(Look, ct);
                else await Task.Delay(Pace.After(Stopwatch.GetElapsedTime(began), taken, journal.Room.Reads), ct);
            }
        }
        finally
        {
            await locks.Leave();
        }
    }

    /// <summary>Asks on the session that holds the locks: where it is dead, so is this watch.</summary>
    private async Task Balance(ShardLocks locks, Watch watch, CancellationToken ct)
    {
        var (taken, surplus) = await locks.Balance(ct);
        foreach (var shard in surplus)
        {
            await watch.Release(shard, ct);
            await locks.Release(shard, ct);
        }

        await watch.TakeUp(taken, ct);
        if (taken.Count + surplus.Count > 0) logger.WatchShared(string.Join(',', taken), string.Join(',', surplus));
    }
}
