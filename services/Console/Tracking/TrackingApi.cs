using Grpc.Core;
using Logistics.Console.Edge;
using Logistics.Console.Names;
using Logistics.Shipments.V1;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Logistics.Console.Tracking;

/// <summary>The consignee's page: no sign-in, no script; an unknown, an expired and a revoked link look the same.</summary>
internal static class TrackingApi
{
    private const int LongestToken = 200;

    internal static void MapTracking(this WebApplication app) =>
        app.MapGet("/t/{token}", Get).AllowAnonymous().RequireRateLimiting(EdgeDefaults.TrackingLimit).ExcludeFromDescription();

    private static async Task<IResult> Get(
        string token, ShipmentService.ShipmentServiceClient shipments, OwnToken own, HubNames names, HttpContext http, ILogger<TrackingPage> logger, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        // The address is the secret: it must not travel on to other pages.
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.Vary = "Accept-Language";
        var texts = TrackingTexts.For(http.Request);
        if (token.Length > LongestToken) return Page(texts, null, false);
        try
        {
            var tracking = await shipments.GetTrackingAsync(new GetTrackingRequest { Token = token }, await own.Call(ct));
            var hubs = await names.Get(tracking.Milestones.Select(one => one.HubId).Append(tracking.DestinationHubId), ct);
            return Page(texts, TrackingView.Of(tracking, hubs, texts), false);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.NotFound or StatusCode.InvalidArgument)
        {
            return Page(texts, null, false);
        }
        catch (RpcException e)
        {
            if (e.StatusCode is StatusCode.Unauthenticated) own.Forget();
            logger.NotAnswered("tracking", e.StatusCode.ToString(), e.Status.Detail);
            http.Response.Headers.RetryAfter = "60";
            return Page(texts, null, true);
        }
    }

    private static RazorComponentResult<TrackingPage> Page(TrackingTexts texts, TrackingView? view, bool away) =>
        new(new Dictionary<string, object?> { ["Texts"] = texts, ["View"] = view, ["Away"] = away })
        {
            StatusCode = away ? StatusCodes.Status503ServiceUnavailable : view is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK,
            PreventStreamingRendering = true,
        };
}
