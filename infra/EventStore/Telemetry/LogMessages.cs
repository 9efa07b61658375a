using Microsoft.Extensions.Logging;

namespace Logistics.EventStore;

/// <summary>What the event store logs.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Warning, "A batch of {Callers} appends was refused by the database; appending them one by one")]
    internal static partial void BatchRefused(ILogger logger, int callers, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "Notifications of the event log interrupted; followers poll meanwhile")]
    internal static partial void NotificationsInterrupted(ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "{Follower} STOPPED at event {Position}. Nothing is skipped: mend the code and restart, or say retry or skip")]
    internal static partial void FollowerStopped(ILogger logger, string follower, long position, Exception? exception);

    [LoggerMessage(4, LogLevel.Warning, "{Follower} failed; trying again after {Pause}")]
    internal static partial void FollowerFailing(ILogger logger, string follower, TimeSpan pause, Exception exception);

    [LoggerMessage(5, LogLevel.Information, "{Follower}: another leader or a switch moved its checkpoint; starting from there")]
    internal static partial void CheckpointMoved(ILogger logger, string follower);

    [LoggerMessage(6, LogLevel.Warning, "{Follower} is not run here: {Reason}")]
    internal static partial void FollowerSuperseded(ILogger logger, string follower, string reason);

    [LoggerMessage(7, LogLevel.Information, "{Projection}: rebuilt {Events} events up to position {Position}, switched to version {Version}")]
    internal static partial void Rebuilt(ILogger logger, string projection, long events, long position, int version);

    [LoggerMessage(8, LogLevel.Warning, "Old idempotency keys and inbox messages could not be deleted")]
    internal static partial void RetentionFailed(ILogger logger, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "That {Follower} stopped could not be noted in the database")]
    internal static partial void AlarmNotRecorded(ILogger logger, string follower, Exception exception);

    [LoggerMessage(10, LogLevel.Warning, "Snapshot of {Stream} in schema {Schema} cannot be read and is passed over. Give a changed state another schema")]
    internal static partial void SnapshotUnreadable(ILogger logger, string stream, string schema, Exception exception);

    [LoggerMessage(11, LogLevel.Warning, "A snapshot of {Stream} could not be kept; its next load is long again")]
    internal static partial void SnapshotNotKept(ILogger logger, string stream, Exception exception);

    [LoggerMessage(12, LogLevel.Information, "{Follower}: told to skip or to try again; going on from {Position}")]
    internal static partial void FollowerTold(ILogger logger, string follower, long position);

    [LoggerMessage(13, LogLevel.Information, "The log's head at {Position} is signed and exported")]
    internal static partial void HeadExported(ILogger logger, long position);

    [LoggerMessage(14, LogLevel.Error, "The log's head could not be signed and exported")]
    internal static partial void HeadNotExported(ILogger logger, Exception exception);

    [LoggerMessage(15, LogLevel.Warning, "The log's heads are not signed: there is no folder for the key. Set Hub:Keys")]
    internal static partial void HeadsNotSigned(ILogger logger);

    [LoggerMessage(16, LogLevel.Warning, "Projections could not be told of an erasure yet; trying again")]
    internal static partial void ErasureNotAnnounced(ILogger logger, Exception exception);

    [LoggerMessage(17, LogLevel.Warning, "PostgreSQL at {Where} is away: {Why}. Waiting for it up to {Seconds} s more")]
    internal static partial void DatabaseAway(ILogger logger, string where, string why, int seconds);
}
