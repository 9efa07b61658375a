using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Logistics.EventStore;

/// <summary>Degraded while a follower fails or has stopped: the service still answers, but from what was known before.</summary>
internal sealed class EventStoreHealth(FollowerStates states) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var trouble = states.All.Where(state => state.Status is FollowerStatus.Stopped or FollowerStatus.Failing).ToList();
        return Task.FromResult(trouble.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Join("; ", trouble.Select(state => $"{state.Name} {state.Status} at {state.Reason}"))));
    }
}
