using Logistics.Hosting.Http;
using Logistics.Hosting.Identity;
using Logistics.Partners.Tokens;
using NodaTime;

namespace Logistics.Partners.Devices;

internal sealed record ClaimDeviceJson(string DeviceId, string ClaimCode);

/// <param name="OverlapSeconds">0 to 604800.</param>
internal sealed record RotateKeyJson(int OverlapSeconds = 3600);

internal sealed record DeviceKeyJson(string DeviceId, string OrganisationId, string DeviceKey, Instant? FormerKeyUntil);

/// <summary>A device's own way to its keys, for those that speak no gRPC. The only routes of Partners' HTTP port that are for outside.</summary>
internal static class DevicesHttp
{
    private const int Most = 7 * 24 * 3600;

    internal static void MapDevices(this WebApplication app)
    {
        app.MapPost("/v1/devices/claim", Claim).AllowAnonymous();
        app.MapPost("/v1/devices/me/key", Rotate).RequireAuthorization(policy => policy.RequireRole(Roles.Gateway));
    }

    /// <summary>The bearer that the request was let in with.</summary>
    internal static string KeyShown(HttpContext http) => http.Request.Headers.Authorization.ToString()["Bearer ".Length..].Trim();

    private static async Task<IResult> Claim(ClaimDeviceJson body, HttpContext http, DeviceKeys keys, CancellationToken ct)
    {
        if (!IsId(body.DeviceId)) return Problems.Refuse(400, "invalid-argument", "deviceId has 1 to 64 printable ASCII characters.", "deviceId");
        if (body.ClaimCode.Length is 0 or > Secret.MostLength) return Problems.Refuse(400, "invalid-argument", "claimCode is missing or too long.", "claimCode");
        return Answer(await keys.Claim(body.DeviceId, body.ClaimCode, ct), http);
    }

    private static async Task<IResult> Rotate(RotateKeyJson body, HttpContext http, DeviceKeys keys, CancellationToken ct)
    {
        if (http.Caller() is not { Kind: CallerKind.Device } device) return Problems.Refuse(403, "permission-denied", "A device does that for itself.");
        if (body.OverlapSeconds is < 0 or > Most) return Problems.Refuse(400, "invalid-argument", $"overlapSeconds is from 0 to {Most}.", "overlapSeconds");
        return Answer(await keys.Rotate(device.Id, KeyShown(http), Duration.FromSeconds(body.OverlapSeconds), ct), http);
    }

    private static IResult Answer(KeyOutcome outcome, HttpContext http)
    {
        // Nobody on the way keeps a key.
        http.Response.Headers.CacheControl = "no-store";
        switch (outcome)
        {
            case KeyOutcome.Shown { Key: var key }: return Results.Json(new DeviceKeyJson(key.DeviceId, key.OrganisationId, key.Key, key.FormerUntil));
            case KeyOutcome.Refused { Refusal: { Reason: Refusals.TooManyAttempts } many }:
                http.Response.Headers.RetryAfter = Attempts.RetryAfter;
                return Problems.Refuse(429, many.Reason, many.Detail);
            case KeyOutcome.Refused { Refusal: var refusal }:
                http.Response.Headers.WWWAuthenticate = "Bearer";
                return Problems.Refuse(401, refusal.Reason, refusal.Detail);
            default: throw new InvalidOperationException($"Unexpected outcome {outcome}.");
        }
    }

    private static bool IsId(string text) => text.Length is > 0 and <= Mapping.LongestId && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
