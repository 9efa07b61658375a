using System.Diagnostics;
using System.Globalization;
using Logistics.Tags.Bench.Hub;

namespace Logistics.Tags.Bench.Measures;

/// <summary>
/// Processor time of the load, of the Tags service and of PostgreSQL with its backends. Unlike a rate it says the same on a busy
/// machine, so it tells whether a change helped.
/// </summary>
internal sealed class CpuTime(BenchHub hub)
{
    private const double TicksPerSecond = 100;

    private (double Load, double Tags, double Postgres) _at;

    internal void Restart() => _at = Now();

    internal string PerRead(long reads)
    {
        var now = Now();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"CPU a read: load {Micros(now.Load - _at.Load):0.00}, Tags {Micros(now.Tags - _at.Tags):0.00}, PostgreSQL {Micros(now.Postgres - _at.Postgres):0.00} µs");

        double Micros(double spent) => spent * 1e6 / reads;
    }

    private (double Load, double Tags, double Postgres) Now()
    {
        var (tags, postgres) = (0.0, 0.0);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) || Stat(pid) is not { } stat) continue;
            if (pid == hub.TagsPid) tags += stat.Spent;
            if (pid == hub.PostgresPid || stat.Parent == hub.PostgresPid) postgres += stat.Spent;
        }

        using var self = Process.GetCurrentProcess();
        return (self.TotalProcessorTime.TotalSeconds, tags, postgres);
    }

    private static (int Parent, double Spent)? Stat(int pid)
    {
        try
        {
            // "pid (name) state ppid ...": utime and stime are fields 14 and 15.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[1], CultureInfo.InvariantCulture),
                (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
        }
        catch (IOException)
        {
            // It has just ended.
            return null;
        }
    }
}
