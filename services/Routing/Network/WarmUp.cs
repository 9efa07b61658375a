namespace Logistics.Routing.Network;

/// <summary>Reads the log once before the first question, so that no caller pays for it.</summary>
internal sealed class WarmUp(LiveNetwork network, ILogger<WarmUp> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var snapshot = await network.CaughtUp(stoppingToken);
        logger.NetworkLoaded(snapshot.HubIds.Length, snapshot.Facts.Services.Count, snapshot.Timetable.ConnectionCount, snapshot.End);
    }
}
