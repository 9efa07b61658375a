namespace Logistics.Partners;

internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Warning, "Sign-in of client {ClientId} refused: {Reason}")]
    internal static partial void ClientRefused(this ILogger logger, string reason, string clientId);

    [LoggerMessage(2, LogLevel.Warning, "Sign-in of a person refused: {Reason} (address {AddressDigest})")]
    internal static partial void SignInRefused(this ILogger logger, string reason, string addressDigest);

    [LoggerMessage(3, LogLevel.Warning, "Expired tokens stay for now: {Error}")]
    internal static partial void CleaningFailed(this ILogger logger, string error);

    [LoggerMessage(5, LogLevel.Warning, "Key of device {DeviceId} refused: {Reason}")]
    internal static partial void KeyRefused(this ILogger logger, string reason, string deviceId);

    [LoggerMessage(6, LogLevel.Information, "Closed device {DeviceId}'s MQTT connection of {Since}: its key is no longer good")]
    internal static partial void SessionClosed(this ILogger logger, string deviceId, NodaTime.Instant since);

    [LoggerMessage(7, LogLevel.Warning, "MQTT connections are not looked after for now: {Error}")]
    internal static partial void SessionsNotWatched(this ILogger logger, string error);

    [LoggerMessage(4, LogLevel.Warning, "{Stream} is on the bootstrap list but was revoked; it stays revoked")]
    internal static partial void StaysRevoked(this ILogger logger, string stream);
}
