using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using Logistics.Console.SignIn;
using Logistics.Hosting.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.ResponseCompression;

namespace Logistics.Console.Edge;

/// <summary>What stands between the browser and the routes: headers, compression, limits, the API's description.</summary>
internal static class EdgeDefaults
{
    internal const string SignInLimit = "sign-in";
    internal const string TrackingLimit = "tracking";
    internal const string EventsLimit = "events";

    internal static void AddEdge(this WebApplicationBuilder builder)
    {
        // Screens know states by kebab-case names; the hub's own converter would write camelCase.
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.Converters.Insert(0, new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)));
        builder.Services.AddOpenApi(api => api.AddSchemaTransformer(ApiSchema.DescribeTexts));
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes.Except(["text/event-stream"]), "image/svg+xml"];
        });
        builder.Services.AddRateLimiter(AddLimits);
    }

    internal static void UseEdge(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseResponseCompression();
        app.UseWebAppFiles();
    }

    private static void AddLimits(RateLimiterOptions limits)
    {
        // Per process, and per address: Partners counts failures per person as well.
        limits.AddPolicy(SignInLimit, context => PerMinute(AddressOf(context), 20));
        limits.AddPolicy(TrackingLimit, context => PerMinute(AddressOf(context), 120));
        limits.AddPolicy(EventsLimit, context => RateLimitPartition.GetConcurrencyLimiter(
            context.User.PersonId(), _ => new ConcurrencyLimiterOptions { PermitLimit = 12 }));
        limits.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(10);
            rejected.HttpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            await Problems.Refuse(StatusCodes.Status429TooManyRequests, "too-many-attempts", "Too many requests; try again later.")
                .ExecuteAsync(rejected.HttpContext);
        };
    }

    private static RateLimitPartition<string> PerMinute(string key, int permits) => RateLimitPartition.GetFixedWindowLimiter(
        key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) });

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}
