namespace Logistics.Shipments;

internal static partial class LogMessages
{
    [LoggerMessage(3001, LogLevel.Warning, "Deadlines were not looked for and will be again in a second: {Cause}")]
    internal static partial void DeadlinesNotFound(this ILogger logger, string cause);

    [LoggerMessage(3002, LogLevel.Error, "The deadline of {Kind} {Subject} was not passed and will be tried again in a second")]
    internal static partial void DeadlineNotPassed(this ILogger logger, string kind, string subject, Exception fault);

    [LoggerMessage(3003, LogLevel.Warning, "Old changes were not dropped and will be in an hour: {Cause}")]
    internal static partial void ChangesNotDropped(this ILogger logger, string cause);
}
