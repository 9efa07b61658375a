using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Logistics.GrpcTests.Server;

/// <summary>A health check that answers what a test told it to.</summary>
internal sealed class SwitchedHealth : IHealthCheck
{
    internal HealthStatus Status { get; set; } = HealthStatus.Healthy;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(new HealthCheckResult(Status));
}
