using System.Diagnostics;
using System.Globalization;

namespace Logistics.Shipments.Bench;

/// <summary>Processor time of the service and of us, its callers: unlike a rate it says the same on a busy machine.</summary>
internal sealed class CpuTime(int servicePid)
{
    private (double Service, double Callers) at = Now(servicePid);

    /// <summary>Since the last call.</summary>
    internal string Per(int things)
    {
        var now = Now(servicePid);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"CPU each: service {(now.Service - at.Service) * 1e6 / things:0} µs, callers {(now.Callers - at.Callers) * 1e6 / things:0} µs");
        at = now;
        return text;
    }

    private static (double Service, double Callers) Now(int servicePid)
    {
        using var service = Process.GetProcessById(servicePid);
        using var self = Process.GetCurrentProcess();
        return (service.TotalProcessorTime.TotalSeconds, self.TotalProcessorTime.TotalSeconds);
    }
}
