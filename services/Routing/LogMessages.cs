namespace Logistics.Routing;

internal static partial class LogMessages
{
    [LoggerMessage(401, LogLevel.Warning, "A round over what is overdue failed; the next one repeats it")]
    internal static partial void RoundFailed(this ILogger logger, Exception exception);

    [LoggerMessage(402, LogLevel.Information, "Network: {Hubs} hubs, {Services} services, {Connections} connections until {End}")]
    internal static partial void NetworkLoaded(this ILogger logger, int hubs, int services, int connections, NodaTime.Instant end);
}
