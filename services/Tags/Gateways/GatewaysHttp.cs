using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Http;
using Logistics.Hosting.Identity;
using Logistics.Tags.Doors;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Tags.Gateways;

/// <summary>Body of <c>POST /v1/gateways/me/heartbeat</c>, and over MQTT of <c>gateways/ID/heartbeat</c>; all may be left out.</summary>
/// <param name="UptimeSeconds">Since it started.</param>
/// <param name="QueueLength">Reads that wait in it.</param>
/// <param name="DeviceTime">Its clock when it sent this; echoed, so that it can compute its offset from the answer.</param>
/// <param name="ClockOffsetSeconds">Hub's clock minus its own, as it measured it.</param>
internal sealed record HeartbeatJson(
    string? FirmwareVersion = null, long? UptimeSeconds = null, long? QueueLength = null, OffsetDateTime? DeviceTime = null, double? ClockOffsetSeconds = null)
{
    /// <summary>Null where it can be taken.</summary>
    internal string? Defect()
    {
        if (FirmwareVersion is { } firmware && !ReadCheck.IsPlain(firmware, Heartbeats.LongestFirmware)) return "firmwareVersion";
        if (UptimeSeconds < 0) return "uptimeSeconds";
        if (QueueLength < 0) return "queueLength";
        return null;
    }
}

/// <param name="DeviceTime">As it came; null where none did.</param>
/// <param name="HubReceivedAt">When the question arrived.</param>
/// <param name="HubSentAt">When this answer left.</param>
internal sealed record TimesJson(OffsetDateTime? DeviceTime, Instant HubReceivedAt, Instant HubSentAt);

/// <param name="HubTime">When the answer left.</param>
/// <param name="SentAt">The question's <c>sent</c>, echoed.</param>
internal sealed record TimeJson(Instant HubTime, Instant HubReceivedAt, Instant HubSentAt, string? SentAt);

/// <summary>A gateway's heartbeat, and the time.</summary>
internal static class GatewaysHttp
{
    internal static void MapGateways(this RouteGroupBuilder gateways) => gateways.MapPost("/gateways/me/heartbeat", Beat);

    /// <summary>A gateway sets its clock by it before it can authenticate: TLS wants the time.</summary>
    internal static void MapTime(this WebApplication app) => app.MapGet("/v1/time", Time).AllowAnonymous();

    private static async Task<IResult> Beat(HttpContext http, PostingGateways gateways, Heartbeats heartbeats, IClock clock, CancellationToken ct)
    {
        var received = clock.GetCurrentInstant().ToMicroseconds();
        if (await gateways.Find(http.Caller(), ct) is not { } gateway) return ReadsHttp.GatewayUnknown();
        var (body, tooMuch) = await HttpBody.Read(http, ct);
        if (tooMuch is not null) return tooMuch;
        var (heartbeat, refused) = body.IsEmpty ? (new HeartbeatJson(), null) : ReadsBody.Parse<HeartbeatJson>(body.Span);
        if (refused is not null) return ReadsHttp.Refuse(refused);
        if (heartbeat!.Defect() is { } field) return Problems.Refuse(400, "invalid-argument", $"{field} is out of range or has characters it may not have.", field);
        await heartbeats.Take(gateway.Id, Of(heartbeat, received), received, ct);
        return Results.Json(new TimesJson(heartbeat.DeviceTime, received, clock.GetCurrentInstant().ToMicroseconds()), EventJson.Options);
    }

    internal static Heartbeat Of(HeartbeatJson json, Instant? received) => new(
        json.FirmwareVersion, json.UptimeSeconds, json.QueueLength,
        received is { } at ? Heartbeats.OffsetOf(json.ClockOffsetSeconds, json.DeviceTime?.ToInstant(), at) : json.ClockOffsetSeconds);

    private static IResult Time(HttpContext http, IClock clock)
    {
        var received = clock.GetCurrentInstant().ToMicroseconds();
        var sent = http.Request.Query["sent"] is [{ } text] ? text : null;
        if (sent is not null && !OffsetDateTimePattern.ExtendedIso.Parse(sent).Success) return Problems.Refuse(400, "invalid-argument", "sent is an RFC 3339 time.", "sent");
        var left = clock.GetCurrentInstant().ToMicroseconds();
        return Results.Json(new TimeJson(left, received, left, sent), EventJson.Options);
    }
}
