namespace Logistics.Partners.Brokers;

/// <summary>
/// What a device may do at the broker: publish to its own <c>gateways/ID/reads</c> and <c>gateways/ID/heartbeat</c>, subscribe to its own <c>gateways/ID/receipts</c>,
/// nothing else. RabbitMQ's words: an MQTT topic is a routing key of the exchange <c>gateways</c> with dots for slashes, a subscription
/// is a queue named after the client id. A device whose id has a character that means something in topics has other doors.
/// </summary>
internal static class BrokerRules
{
    private const string Topics = "gateways";

    /// <summary>Nobody takes another device's connection over by naming its client id.</summary>
    internal static bool MayBeClient(string device, string? clientId)
        => device.Length > 0 && !device.AsSpan().ContainsAny("./+#*") && (clientId is null || clientId == device);

    internal static bool MayUse(string device, string resource, string name) => resource switch
    {
        "exchange" => name == Topics,
        "queue" => name == $"mqtt-subscription-{device}qos0" || name == $"mqtt-subscription-{device}qos1",
        _ => false,
    };

    internal static bool MayTopic(string device, string name, string permission, string routingKey)
    {
        var own = $"gateways.{device}";
        return name == Topics && permission switch
        {
            "write" => routingKey == $"{own}.reads" || routingKey == $"{own}.heartbeat",
            "read" => routingKey == $"{own}.receipts",
            _ => false,
        };
    }
}
