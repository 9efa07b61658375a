using Microsoft.Extensions.Logging;

namespace Logistics.Hosting;

internal static partial class LogMessages
{
    [LoggerMessage(101, LogLevel.Warning, "Partners cannot be asked for an identity: {Reason}")]
    internal static partial void PartnersUnreachable(this ILogger logger, string reason);

    [LoggerMessage(102, LogLevel.Warning, "{Method} is answered with UNAVAILABLE: {Reason}")]
    internal static partial void BackingAway(this ILogger logger, string method, string reason);

    [LoggerMessage(103, LogLevel.Error, "{Method} failed")]
    internal static partial void CallFailed(this ILogger logger, string method, Exception exception);
}
