namespace Logistics.Tags.Doors.Mqtt;

/// <summary>
/// A gateway publishes to <c>gateways/ID/reads</c> and hears <c>gateways/ID/receipts</c>. RabbitMQ routes an MQTT topic by a key with
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

    internal const string EveryGateway = $"{Prefix}*{Reads}";

    private const string Prefix = "gateways.";
    private const string Reads = ".reads";
    private const string Receipts = ".receipts";

    /// <summary>Null where the key is none of a gateway's reads.</summary>
    internal static string? GatewayOf(string routingKey)
        => routingKey.StartsWith(Prefix, StringComparison.Ordinal) && routingKey.EndsWith(Reads, StringComparison.Ordinal) && routingKey.Length > Prefix.Length + Reads.Length
            ? routingKey[Prefix.Length..^Reads.Length]
            : null;

    internal static string ReceiptsOf(string gateway) => $"{Prefix}{gateway}{Receipts}";
}
