using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Logistics.EventStore;

/// <summary>Has the head signed every <see cref="EventStoreBuilder.HeadInterval"/>, by whichever process looks first.</summary>
internal sealed class HeadExporter(HeadSigner signer, KeyFolder keys, EventStoreBuilder options, ILogger<HeadExporter> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (keys.Folder is null)
        {
            LogMessages.HeadsNotSigned(logger);
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(options.HeadInterval < Look ? options.HeadInterval : Look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (await signer.IsDue(options.HeadInterval, stoppingToken) && await signer.Sign(stoppingToken) is { } head)
                    LogMessages.HeadExported(logger, head.Position);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogMessages.HeadNotExported(logger, e);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
