using System.Diagnostics;
using Logistics.EventStore;
using Npgsql;

namespace Logistics.Tags.Watching;

/// <summary>
/// One process at a time watches, held by a session lock and fenced by the positions' compare-and-set. After any failure it
/// starts again from what is committed.
/// </summary>
internal sealed class Watcher(
    NpgsqlDataSource database, IEventLog log, TagsSettings settings, Journal.JournalSignal signal, Journal.JournalWriter journal, ILogger<Watcher> logger) : BackgroundService
{
    private const long Lock = 0x74616773_00000003;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Standby = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Lead(() => pause = TimeSpan.FromMilliseconds(100), stoppingToken);
                await Task.Delay(Standby, stoppingToken);
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

    /// <summary>Returns where another process leads.</summary>
    private async Task Lead(Action well, CancellationToken ct)
    {
        await using var session = await database.OpenConnectionAsync(ct);
        if (!await Try(session, ct)) return;
        try
        {
            logger.WatchLeads();
            var watch = new Watch(database, log, settings);
            await watch.Start(ct);
            while (true)
            {
                var began = Stopwatch.GetTimestamp();
                var moved = await watch.Step(ct);
                well();
                if (moved)
                {
                    await Task.Delay(Pace.After(Stopwatch.GetElapsedTime(began), journal.Waiting), ct);
                    continue;
                }

                await signal.Wait(Look, ct);

                // A dead session has lost its lock.
                await using var alive = new NpgsqlCommand("select 1", session);
                await alive.ExecuteScalarAsync(ct);
            }
        }
        finally
        {
            // The connection goes back to the pool: the lock must not go with it.
            if (session.State == System.Data.ConnectionState.Open) await Release(session);
        }
    }

    private static async Task<bool> Try(NpgsqlConnection session, CancellationToken ct)
    {
        await using var hold = new NpgsqlCommand($"select pg_try_advisory_lock({Lock})", session);
        return (bool)(await hold.ExecuteScalarAsync(ct))!;
    }

    private static async Task Release(NpgsqlConnection session)
    {
        await using var release = new NpgsqlCommand($"select pg_advisory_unlock({Lock})", session);
        await release.ExecuteScalarAsync(CancellationToken.None);
    }
}
