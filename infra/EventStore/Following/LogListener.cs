using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// Tells other processes of appends and hears of theirs. NOTIFY is a transaction of its own, after the append and at most once
/// per pause: inside the append it was measured to halve the commit rate. What gets lost is found by the slow poll.
/// </summary>
internal sealed class LogListener(StoreConnection settings, LogSignal signal, ILogger<LogListener> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan BeforeAgain = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
        => Task.WhenAll(Keep(Listen, stoppingToken), Keep(Notify, stoppingToken));

    private async Task Keep(Func<NpgsqlConnection, CancellationToken, Task> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(settings.Session);
                await connection.OpenAsync(ct);
                await work(connection, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                LogMessages.NotificationsInterrupted(logger, e);
                await Task.Delay(BeforeAgain, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task Listen(NpgsqlConnection connection, CancellationToken ct)
    {
        connection.Notification += (_, heard) =>
        {
            if (long.TryParse(heard.Payload, CultureInfo.InvariantCulture, out var position)) signal.Announce(position);
        };
        await using var listen = new NpgsqlCommand("listen event_log", connection);
        await listen.ExecuteNonQueryAsync(ct);
        while (true) await connection.WaitAsync(ct);
    }

    private async Task Notify(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var notify = new NpgsqlCommand("select pg_notify('event_log', $1)", connection);
        var text = new NpgsqlParameter<string>();
        notify.Parameters.Add(text);
        var told = 0L;
        while (true)
        {
            await signal.Own.WaitBeyond(told, Timeout.InfiniteTimeSpan, ct);
            told = signal.Own.Known;
            text.TypedValue = told.ToString(CultureInfo.InvariantCulture);
            await notify.ExecuteNonQueryAsync(ct);
            await Task.Delay(Pause, ct);
        }
    }
}
