using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Logistics.Hosting;

internal static class HealthDefaults
{
    /// <summary>`/health/live`: the process answers. `/health/ready`: its database, bus and projections do.</summary>
    internal static void MapHubHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
    }
}
