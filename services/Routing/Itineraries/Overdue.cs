using Logistics.EventStore;
using Logistics.Routing.OpenItineraries;
using NodaTime;

namespace Logistics.Routing.Itineraries;

/// <summary>
/// Nothing happening is news too: what is due and not seen is estimated anew, what waits is tried again as days come into the
/// window. Every process may do it; the decider writes only what changed.
/// </summary>
internal sealed class Overdue(ItineraryCommands itineraries, OpenItineraryQuery open, IClock clock, ILogger<Overdue> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    // What happened on time takes a while to be read, decided and told.
    private static readonly Duration Grace = Duration.FromMinutes(1);
    private const int RetryWaitingEvery = 20;
    private static readonly CommandContext Context = new() { Actor = "service:routing" };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        for (var round = 1; await Tick(timer, stoppingToken); round++)
        {
            try
            {
                foreach (var id in await open.DueBefore(clock.GetCurrentInstant() - Grace, stoppingToken))
                    await itineraries.Take(id, null, Context, stoppingToken);
                if (round % RetryWaitingEvery != 0) continue;
                foreach (var id in await open.Waiting(stoppingToken))
                    await itineraries.Take(id, null, Context, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The next round does it all again.
                logger.RoundFailed(e);
            }
        }
    }

    private static async Task<bool> Tick(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
