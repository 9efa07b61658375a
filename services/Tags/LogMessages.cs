namespace Logistics.Tags;

internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Warning, "Journal partitions are not kept for now: {Error}")]
    internal static partial void PartitionsNotKept(this ILogger logger, string error);

    [LoggerMessage(2, LogLevel.Error, "ALARM gateway {Gateway} used {Count} sequence(s) or event id(s) of epoch {Epoch} again with other content; quarantined")]
    internal static partial void SequenceReused(this ILogger logger, string gateway, int count, string epoch);

    [LoggerMessage(3, LogLevel.Warning, "Journal commit of {Batches} batches failed: {Error}")]
    internal static partial void CommitFailed(this ILogger logger, int batches, string error);

    [LoggerMessage(4, LogLevel.Information, "Journal writer {Writer} is registered")]
    internal static partial void WriterRegistered(this ILogger logger, int writer);

    [LoggerMessage(5, LogLevel.Error, "Watching the journal stopped, again in {Pause}")]
    internal static partial void WatchFailed(this ILogger logger, TimeSpan pause, Exception error);

    [LoggerMessage(6, LogLevel.Information, "This process watches shard(s) {Taken} now and no longer {Released}")]
    internal static partial void WatchShared(this ILogger logger, string taken, string released);

    [LoggerMessage(7, LogLevel.Information, "The MQTT door is open")]
    internal static partial void MqttDoorOpen(this ILogger logger);

    [LoggerMessage(8, LogLevel.Warning, "The MQTT door is shut for now: {Error}")]
    internal static partial void MqttDoorShut(this ILogger logger, string error);

    [LoggerMessage(9, LogLevel.Warning, "The journal is away for a batch over MQTT, again in {Pause}: {Error}")]
    internal static partial void JournalAwayForMqtt(this ILogger logger, TimeSpan pause, string error);

    [LoggerMessage(30, LogLevel.Warning, "Gateways are not looked after for now: {Error}")]
    internal static partial void GatewaysNotWatched(this ILogger logger, string error);

    [LoggerMessage(31, LogLevel.Warning, "Gateway {Gateway} is silent; seen last at {LastSeenAt}")]
    internal static partial void GatewaySilent(this ILogger logger, string gateway, NodaTime.Instant lastSeenAt);

    [LoggerMessage(32, LogLevel.Error, "ALARM quarantine entry {Entry} was mended and went to quarantine again: {Reason}")]
    internal static partial void MendedNotTaken(this ILogger logger, string entry, string reason);
}
