namespace Logistics.Routing;

internal static partial class LogMessages
{
    [LoggerMessage(401, LogLevel.Warning, "A round over what is overdue failed; the next one repeats it")]
    internal static partial void RoundFailed(this ILogger logger, Exception exception);

    [LoggerMessage(402, LogLevel.Information, "Network: {Hubs} hubs, {Services} services, {Connections} connections until {End}")]
    internal static partial void NetworkLoaded(this ILogger logger, int hubs, int services, int connections, NodaTime.Instant end);

    [LoggerMessage(403, LogLevel.Warning, "Road legs are measured by the great circle: at {Address} {Why}")]
    internal static partial void RoadEngineSilent(this ILogger logger, Uri address, string why);

    [LoggerMessage(421, LogLevel.Warning, "Estimates were not taught anew; the next look tries again")]
    internal static partial void CalibrationFailed(this ILogger logger, Exception exception);

    [LoggerMessage(422, LogLevel.Information, "Estimates taught for {Day} by {Legs} legs and {Departures} departures")]
    internal static partial void EtasCalibrated(this ILogger logger, NodaTime.LocalDate day, int legs, int departures);
}
