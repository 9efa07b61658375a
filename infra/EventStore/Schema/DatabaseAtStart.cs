using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Logistics.EventStore;

/// <summary>
/// A service may be started before its database answers, as it may before its broker: it waits, and says for what. What time does not
/// mend (a wrong password, no such database) ends it at once.
/// </summary>
internal sealed class DatabaseAtStart(Func<CancellationToken, Task> ask, string where, TimeSpan patience, ILogger logger)
{
    /// <summary>Long enough for a server that recovers from a crash; whoever supervises the process starts it again after that.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    internal static DatabaseAtStart Of(StoreConnection connection, ILogger logger)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection.Session) { Timeout = 5 };
        return new(ct => Open(settings.ConnectionString, ct), $"{settings.Host}:{settings.Port}/{settings.Database}", Patience, logger);
    }

    internal async Task Await(CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(100); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await ask(ct);
                return;
            }
            catch (Exception e) when (Transient.Is(e) && !ct.IsCancellationRequested)
            {
                var left = patience - Stopwatch.GetElapsedTime(began);
                if (left <= TimeSpan.Zero) throw new TimeoutException($"PostgreSQL at {where} did not answer for {patience.TotalSeconds:0} s. Start it, or correct Hub:Postgres.", e);
                LogMessages.DatabaseAway(logger, where, e.Message, (int)left.TotalSeconds);
                await Task.Delay(pause < left ? pause : left, ct);
            }
        }
    }

    private static async Task Open(string connectionString, CancellationToken ct)
    {
        await using var session = new NpgsqlConnection(connectionString);
        await session.OpenAsync(ct);
    }
}
