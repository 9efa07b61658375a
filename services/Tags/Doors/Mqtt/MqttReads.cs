using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Logistics.EventStore;
using Logistics.Tags.Gateways;
using Logistics.Tags.Journal;
using NodaTime;

namespace Logistics.Tags.Doors.Mqtt;

/// <param name="Body">JSON.</param>
internal sealed record MqttAnswer(string Gateway, byte[] Body)
{
    internal static MqttAnswer Of<T>(string gateway, T content) => new(gateway, JsonSerializer.SerializeToUtf8Bytes(content, EventJson.Options));
}

/// <summary>A batch over MQTT: the same JSON as over HTTP. The broker has seen to it that a device publishes as itself only.</summary>
internal sealed class MqttReads(
    PostingGateways gateways, JournalWriter journal, KnownTags tags, KnownReadPoints points, QuarantinedBodies quarantine, MqttHeartbeats heartbeats, IClock clock, ILogger<MqttReads> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Returns when the batch is committed, or kept aside for good; null where nobody waits for an answer.</summary>
    internal async Task<MqttAnswer?> Take(string routingKey, byte[] body, CancellationToken ct)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await Journaled(routingKey, body, ct);
            }
            catch (Exception e) when (e is JournalAwayException or Npgsql.NpgsqlException or TimeoutException)
            {
                // The broker keeps the batch; it is not handed back, because that would count as a failed delivery.
                logger.JournalAwayForMqtt(pause, e.Message);
                await Task.Delay(pause, ct);
            }
        }
    }

    private async Task<MqttAnswer?> Journaled(string routingKey, byte[] body, CancellationToken ct)
    {
        if (MqttTopics.BeatingGateway(routingKey) is { } beating) return await heartbeats.Take(beating, body, ct);
        if (MqttTopics.GatewayOf(routingKey) is not { } id) return null;
        if (await gateways.Find(id, ct) is not { } gateway)
            return MqttAnswer.Of(id, new RefusedJson(Refusals.GatewayUnknown, "Register the gateway first; this batch is not stored."));

        if (body.Length > HttpBody.Most) return MqttAnswer.Of(id, new RefusedJson("too-large", $"A batch has at most {HttpBody.Most} bytes; this one is not stored."));
        var (batch, refused) = ReadsBody.Batch(gateway, body, tags, points);
        if (refused is not null) return await Aside(gateway, body, refused.Reason, refused.Field is { } field ? $"{field}: {refused.Detail}" : refused.Detail, ct);
        return await await journal.Enter(batch!, ct) switch
        {
            PostOutcome.Received received => MqttAnswer.Of(id, ReadsHttp.Of(received.Receipt)),
            PostOutcome.Refused { Refusal: var refusal } => await Aside(gateway, body, refusal.Reason, refusal.Detail, ct),
            var other => throw new InvalidOperationException($"Unexpected outcome {other}."),
        };
    }

    /// <summary>Whatever cannot be read is kept and said, so that a gateway does not loop over it.</summary>
    private async Task<MqttAnswer> Aside(PostingGateway gateway, byte[] body, string reason, string detail, CancellationToken ct)
    {
        await quarantine.Keep(gateway, Encoding.UTF8.GetString(body).Replace('\0', '\ufffd'), SHA256.HashData(body), reason, clock.GetCurrentInstant(), ct);
        return MqttAnswer.Of(gateway.Id, new RefusedJson(reason, detail));
    }
}
