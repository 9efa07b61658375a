using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Logistics.EventStore;

/// <summary>Tells projections of erasures whose event was not appended, because the process ended in between or was of older code.</summary>
internal sealed class ErasureAnnouncer(PersonalData data, ILogger<ErasureAnnouncer> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan BeforeAgain = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Every;
            try
            {
                await data.AnnounceErasures(stoppingToken);
            }
            catch (Exception e) when (Transient.Is(e) && !stoppingToken.IsCancellationRequested)
            {
                LogMessages.ErasureNotAnnounced(logger, e);
                pause = BeforeAgain;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
