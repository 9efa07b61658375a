using Grpc.Health.V1;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Logistics.GrpcServices;

/// <summary>
/// ASP.NET's health checks in gRPC's words. A check concerns the server as a whole (service "") and every service;
/// one that is tagged with full names of services concerns, besides the whole, only those.
/// </summary>
internal sealed class ServingHealth(
    HealthCheckService checks, MappedServices services, TimeProvider time, IOptions<GrpcHealthOptions> options)
{
    private readonly Lock gate = new();
    private Task<HealthReport>? report;
    private long startedAt;

    /// <summary>The status of a service, "" being the server; null for a service that is not mapped here.</summary>
    internal async Task<HealthCheckResponse.Types.ServingStatus?> Of(string service, CancellationToken ct)
    {
        if (service.Length > 0 && !services.Knows(service)) return null;
        var entries = (await LatestReport().WaitAsync(ct)).Entries.Values;
        return entries.Any(entry => entry.Status == HealthStatus.Unhealthy && Concerns(entry, service))
            ? HealthCheckResponse.Types.ServingStatus.NotServing
            : HealthCheckResponse.Types.ServingStatus.Serving;
    }

    private bool Concerns(HealthReportEntry entry, string service)
    {
        var named = entry.Tags.Where(services.Knows).ToList();
        return service.Length == 0 || named.Count == 0 || named.Contains(service);
    }

    private Task<HealthReport> LatestReport()
    {
        lock (gate)
        {
            var isCurrent = report is { IsFaulted: false } && time.GetElapsedTime(startedAt) < options.Value.ReportAge;
            if (report is { IsCompleted: false } || isCurrent) return report!;
            startedAt = time.GetTimestamp();
            // Without the caller's token: the run is shared, and one caller's going away must not fail the others.
            return report = checks.CheckHealthAsync(CancellationToken.None);
        }
    }
}
