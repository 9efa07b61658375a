using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Logistics.Hosting.Identity;

/// <summary>
/// A service with a route that says neither who may call it nor that anybody may does not start. The fallback policy would ask for
/// a caller; but whoever forgets to say which callers has not thought of it.
/// </summary>
public sealed class RoutePolicies(EndpointDataSource routes) : IHostedLifecycleService
{
    /// <summary>The display names of the routes without a policy.</summary>
    internal static IReadOnlyList<string> Missing(IEnumerable<Endpoint> endpoints) =>
    [
        .. endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<IAuthorizeData>() is null && route.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Where(route => !IsForWhatIsNotThere(route))
            .Select(route => route.DisplayName ?? route.RoutePattern.RawText ?? "?"),
    ];

    public Task StartedAsync(CancellationToken cancellationToken) => Missing(routes.Endpoints) is { Count: > 0 } missing
        ? throw new InvalidOperationException(
            $"Routes without a policy: {string.Join(", ", missing)}. Give each [Authorize(Roles = ...)] (RequireAuthorization) or [AllowAnonymous].")
        : Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>gRPC's own routes, which answer UNIMPLEMENTED to any name.</summary>
    private static bool IsForWhatIsNotThere(RouteEndpoint route)
        => route.RoutePattern.Parameters.Any(p => p.Name is "unimplementedService" or "unimplementedMethod");
}
