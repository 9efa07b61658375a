using System.Diagnostics;
using System.Globalization;

namespace Logistics.EventStore.Bench;

/// <summary>
/// Processor time of us and of the server with its backends. Unlike a rate it says the same on a busy machine, so it tells
/// whether a change helped.
/// </summary>
internal sealed class CpuTime(int serverPid)
{
    private const double TicksPerSecond = 100;

    private (double Client, double Server) at = Now(serverPid);

    /// <summary>Microseconds an event since the last call, as text.</summary>
    internal string PerEvent(int events)
    {
        var now = Now(serverPid);
        var (client, server) = ((now.Client - at.Client) * 1e6 / events, (now.Server - at.Server) * 1e6 / events);
        at = now;
        return string.Create(CultureInfo.InvariantCulture, $"CPU an event: client {client:0.0} µs, server {server:0.0} µs");
    }

    private static (double Client, double Server) Now(int serverPid)
    {
        var server = 0.0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid)) continue;
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                // "pid (name) state ppid ...": utime and stime are fields 14 and 15.
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (pid != serverPid && fields[1] != serverPid.ToString(CultureInfo.InvariantCulture)) continue;
                server += (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
            }
            catch (IOException)
            {
                // It has just ended.
            }
        }

        using var self = Process.GetCurrentProcess();
        return (self.TotalProcessorTime.TotalSeconds, server);
    }
}
