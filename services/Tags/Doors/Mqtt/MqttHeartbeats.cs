using Logistics.Hosting.Grpc;
using Logistics.Tags.Gateways;
using NodaTime;

namespace Logistics.Tags.Doors.Mqtt;

/// <summary>
/// A heartbeat over MQTT, answered on the device's receipts topic. The broker may have kept it for a while, so the clock that it
/// names says nothing about drift; what the device measured does.
/// </summary>
internal sealed class MqttHeartbeats(PostingGateways gateways, Heartbeats heartbeats, IClock clock)
{
    internal async Task<MqttAnswer> Take(string id, byte[] body, CancellationToken ct)
    {
        var received = clock.GetCurrentInstant().ToMicroseconds();
        if (await gateways.Find(id, ct) is null) return MqttAnswer.Of(id, new RefusedJson(Refusals.GatewayUnknown, "Register the gateway first."));
        var (heartbeat, refused) = body.Length == 0 ? (new HeartbeatJson(), null) : ReadsBody.Parse<HeartbeatJson>(body);
        if (refused is not null) return MqttAnswer.Of(id, new RefusedJson(refused.Reason, refused.Detail));
        if (heartbeat!.Defect() is { } field) return MqttAnswer.Of(id, new RefusedJson("invalid-argument", $"{field} is out of range or has characters it may not have."));
        await heartbeats.Take(id, GatewaysHttp.Of(heartbeat, null), received, ct);
        return MqttAnswer.Of(id, new TimesJson(heartbeat.DeviceTime, received, clock.GetCurrentInstant().ToMicroseconds()));
    }
}
