using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Logistics.GrpcServices;

/// <summary>What every gRPC server of the hub offers besides its own services: health and reflection.</summary>
public static class GrpcServicesModule
{
    /// <summary>Registers them. ASP.NET's health checks are their source: add checks with <c>AddHealthChecks()</c>.</summary>
    public static IServiceCollection AddGrpcHealthAndReflection(
        this IServiceCollection services, Action<GrpcHealthOptions>? configure = null)
    {
        services.AddGrpc();
        services.AddHealthChecks();
        services.AddOptions<GrpcHealthOptions>().Configure(options => configure?.Invoke(options));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<MappedServices>();
        services.TryAddSingleton<ServingHealth>();
        services.TryAddSingleton<ReflectedFiles>();
        return services;
    }

    /// <summary>
    /// Maps <c>grpc.health.v1.Health</c> and <c>grpc.reflection.v1.ServerReflection</c> (and its older name v1alpha).
    /// Both answer callers without identity: probes have none, and the contracts are public.
    /// </summary>
    public static IEndpointRouteBuilder MapGrpcHealthAndReflection(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<HealthGrpc>().AllowAnonymous();
        endpoints.MapGrpcService<ReflectionGrpc>().AllowAnonymous();
        endpoints.MapGrpcService<ReflectionV1AlphaGrpc>().AllowAnonymous();
        return endpoints;
    }
}
