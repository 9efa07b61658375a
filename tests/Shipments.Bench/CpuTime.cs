using System.Diagnostics;
using System.Globalization;

namespace Logistics.Shipments.Bench;

/// <summary>
/// Processor time of the service, of its database server and of us, its callers: unlike a rate it says the same on a busy machine.
/// </summary>
/// <param name="backendPid">Of any session of the server.</param>
internal sealed class CpuTime(int servicePid, int backendPid)
{
    private (double Service, double Database, double Callers) at = Now(servicePid, backendPid);

    /// <summary>Since the last call.</summary>
    internal string Per(int things)
    {
        var now = Now(servicePid, backendPid);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"CPU each: service {(now.Service - at.Service) * 1e6 / things:0} µs, database {(now.Database - at.Database) * 1e6 / things:0} µs, callers {(now.Callers - at.Callers) * 1e6 / things:0} µs");
        at = now;
        return text;
    }

    private static (double Service, double Database, double Callers) Now(int servicePid, int backendPid)
    {
        using var service = Process.GetProcessById(servicePid);
        using var self = Process.GetCurrentProcess();
        return (service.TotalProcessorTime.TotalSeconds, Server(backendPid), self.TotalProcessorTime.TotalSeconds);
    }

    /// <summary>Its sessions', and those of sessions that have ended, which the parent of all has inherited.</summary>
    private static double Server(int backendPid)
    {
        var postmaster = Stat($"/proc/{backendPid}") is [_, var parent, ..] ? parent : 0;
        var ticks = Directory.EnumerateDirectories("/proc").Where(p => char.IsAsciiDigit(Path.GetFileName(p)[0])).Select(Stat)
            .Where(s => s is not null && s[1] == postmaster).Sum(s => s![11] + s[12]);
        return (ticks + (Stat($"/proc/{postmaster}") is { } s ? s[11..15].Sum() : 0)) / 100.0;
    }

    /// <summary>proc(5): the numbers behind the name, parent at 1, times at 11 to 14 in hundredths of a second.</summary>
    private static long[]? Stat(string process)
    {
        try
        {
            var text = File.ReadAllText($"{process}/stat");
            return [.. text[(text.LastIndexOf(')') + 2)..].Split(' ').Take(20).Select(n => long.TryParse(n, CultureInfo.InvariantCulture, out var number) ? number : 0)];
        }
        catch (IOException)
        {
            // It has ended.
            return null;
        }
    }
}
