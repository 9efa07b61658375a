using System.Globalization;
using Logistics.Tags.Bench.Hub;
using Logistics.Tags.Bench.Load;

namespace Logistics.Tags.Bench.Measures;

/// <summary>Resident memory of the Tags service while it takes all it can, looked at every half second; the highest of the second half.</summary>
internal static class Memory
{
    private const int Reads = 3_200_000;

    internal static async Task Run(BenchHub hub)
    {
        var load = await Preparation.Of(hub, Reads, 100, json: false, seed: 60);
        await hub.EmptyJournal();
        var looks = new List<double>();
        var sending = GrpcDoor.Measure(hub, load);
        while (!sending.IsCompleted)
        {
            looks.Add(Resident(hub.TagsPid));
            await Task.WhenAny(sending, Task.Delay(500));
        }

        await sending;
        Report.Value("ingest.memory_mib", looks.Skip(looks.Count / 2).Max(), "MiB");
    }

    private static double Resident(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
