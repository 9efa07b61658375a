namespace Logistics.GrpcServices;

/// <summary>How often health is looked at.</summary>
public sealed class GrpcHealthOptions
{
    /// <summary>How long after a change a watcher learns of it at the latest.</summary>
    public TimeSpan WatchPeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Callers within this time share one run of the checks, so that probes without identity cannot load the database.</summary>
    public TimeSpan ReportAge { get; set; } = TimeSpan.FromSeconds(1);
}
