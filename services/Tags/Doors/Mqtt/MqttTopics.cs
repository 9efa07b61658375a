namespace Logistics.Tags.Doors.Mqtt;

/// <summary>
/// A gateway publishes to <c>gateways/ID/reads</c> and <c>gateways/ID/heartbeat</c> and hears <c>gateways/ID/receipts</c>. RabbitMQ routes an MQTT topic by a key with
/// dots for slashes.
/// </summary>
internal static class MqttTopics
{
    /// <summary>
    /// The broker's setting <c>mqtt.exchange</c>. An exchange of our own, made together with the queue: before there is one, nobody is
    /// told that a publish was taken, as on <c>amq.topic</c>, which acknowledges and loses what no queue is bound to.
    /// </summary>
    internal const string Exchange = "gateways";

    /// <summary>Quorum queue: what is in it survives any one node, and a PUBACK says that it is in it.</summary>
    internal const string Queue = "tags-mqtt-reads";

    internal const string ErrorQueue = "tags-mqtt-reads_error";

    /// <summary>What the queue is bound to.</summary>
    internal static readonly IReadOnlyList<string> Bound = [$"{Prefix}*{Reads}", $"{Prefix}*{Heartbeat}"];

    private const string Prefix = "gateways.";
    private const string Reads = ".reads";
    private const string Heartbeat = ".heartbeat";
    private const string Receipts = ".receipts";

    /// <summary>Null where the key is none of a gateway's reads.</summary>
    internal static string? GatewayOf(string routingKey) => Gateway(routingKey, Reads);

    /// <summary>Null where the key is none of a gateway's heartbeats.</summary>
    internal static string? BeatingGateway(string routingKey) => Gateway(routingKey, Heartbeat);

    private static string? Gateway(string routingKey, string kind)
        => routingKey.StartsWith(Prefix, StringComparison.Ordinal) && routingKey.EndsWith(kind, StringComparison.Ordinal) && routingKey.Length > Prefix.Length + kind.Length
            ? routingKey[Prefix.Length..^kind.Length]
            : null;

    internal static string ReceiptsOf(string gateway) => $"{Prefix}{gateway}{Receipts}";
}
