using Logistics.Hosting.Grpc;
using Logistics.Hosting.Http;
using Logistics.Hosting.Identity;
using Logistics.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace Logistics.Hosting;

/// <summary>What every service of the hub has: ports and limits, logs, telemetry, health, identity, gRPC.</summary>
public static class ServiceDefaults
{
    /// <param name="name">The service's name, lower case; prefixes its queues and names it in telemetry.</param>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string name)
    {
        builder.AddHubKestrel();
        builder.AddHubLogging();
        builder.AddHubTelemetry(name);
        builder.AddHubHttp();
        builder.AddHubGrpc();
        builder.AddHubIdentity();
        builder.Services.TryAddSingleton<IClock>(SystemClock.Instance);
        return builder;
    }

    /// <summary>Authentication, health (`/health/live`, `/health/ready`, grpc.health.v1) and reflection. Call before mapping own routes.</summary>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHubHealth();
        app.MapHubGrpc();
        return app;
    }
}
