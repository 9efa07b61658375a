using NodaTime;
using Npgsql;

namespace Logistics.Partners.Tokens;

/// <summary>Deletes what has expired, every minute. Introspection does not rely on it; the table's size does.</summary>
internal sealed class ExpiredTokens(AccessTokens tokens, IClock clock, ILogger<ExpiredTokens> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await tokens.DeleteExpired(clock.GetCurrentInstant(), stoppingToken);
            }
            catch (NpgsqlException e)
            {
                // The database is away: the next round deletes what this one left.
                logger.CleaningFailed(e.Message);
            }
        }
    }
}
