using System.Diagnostics;
using System.Globalization;

namespace Logistics.Watch.Bench;

/// <summary>Fills the journal while nobody looks, then lets the service catch up and takes the time.</summary>
internal static class WatchRun
{
    internal static async Task Measure(string database, string broker, int reads, int tags)
    {
        await using (var setUp = await RunningTags.Start(database, broker)) await Fleet.Register(setUp, tags);
        var copied = await JournalFill.Copy(database, reads, tags);
        Line("watch.copy", copied, "reads/s", 1);

        await using var running = await RunningTags.Start(database, broker);
        var (began, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await running.CaughtUp();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Line("watch.alone", reads / seconds, "reads/s", reads / seconds / copied);
        Line("watch.processor_us", (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / reads, "us/read", null);
        Line("watch.memory_mib", Environment.WorkingSet >> 20, "MiB", null);
        Line("watch.told", await running.Count("select count(*) from mt_events where type not in ('tag-registered.v1', 'tag-attached.v1', 'read-point-registered.v1')"), "events", null);
    }

    private static void Line(string name, double value, string unit, double? ratio) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"RESULT {name} {value:0.##} {unit} {(ratio is { } r ? r.ToString("0.00", CultureInfo.InvariantCulture) : "-")}"));
}
