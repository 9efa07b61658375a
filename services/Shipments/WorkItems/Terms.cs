using NodaTime;

namespace Logistics.Shipments.WorkItems;

/// <summary>The SLA clock: how long an exception may stay open.</summary>
internal static class Terms
{
    public static Duration ToResolve(Severity severity) => severity switch
    {
        Severity.Critical => Duration.FromHours(2),
        Severity.Warning => Duration.FromHours(8),
        _ => Duration.FromHours(24),
    };

    public static Instant DueBy(Severity severity, Instant raisedAt) => raisedAt + ToResolve(severity);
}
