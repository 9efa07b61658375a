namespace Logistics.Console;

internal static partial class LogMessages
{
    [LoggerMessage(501, LogLevel.Warning, "{Call} was not answered: {Status} {Detail}")]
    internal static partial void NotAnswered(this ILogger logger, string call, string status, string detail);

    [LoggerMessage(502, LogLevel.Warning, "Feed {Source} broke: {Status} {Detail}")]
    internal static partial void FeedBroke(this ILogger logger, string source, string status, string detail);

    [LoggerMessage(503, LogLevel.Warning, "Feed {Source} refused its cursor; it starts again from a snapshot")]
    internal static partial void CursorRefused(this ILogger logger, string source);

    [LoggerMessage(504, LogLevel.Warning, "The web app is not built: no index.html in any of {Folders}. Run `npm ci && npm run build` in services/Console/web, or set Console:WebRoot.")]
    internal static partial void WebAppMissing(this ILogger logger, string folders);
}
