namespace Logistics.Shipments;

internal static partial class LogMessages
{
    [LoggerMessage(3001, LogLevel.Warning, "Deadlines were not passed and will be tried again: {Cause}")]
    internal static partial void DeadlinesNotPassed(this ILogger logger, string cause);
}
