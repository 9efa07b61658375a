using System.Collections.Concurrent;
using System.Diagnostics;
using Logistics.Tags.Bench.Hub;
using Logistics.Tags.Bench.Load;

namespace Logistics.Tags.Bench.Measures;

/// <summary>How long a receipt takes at 50,000 reads a second, offered evenly by all gateways in batches of 100.</summary>
internal static class AckLatency
{
    private const int PerSecond = 50_000;
    private const int PerBatch = 100;
    private const int Seconds = 20;

    /// <summary>Of the beginning, while connections open and code is compiled, nothing is counted.</summary>
    private const int WarmUpSeconds = 5;

    internal static async Task Run(BenchHub hub)
    {
        var load = await Preparation.Of(hub, PerSecond * (Seconds + WarmUpSeconds), PerBatch, json: false, seed: 50);
        await hub.EmptyJournal();
        var latencies = new ConcurrentBag<TimeSpan>();
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(load.Select((gateway, n) => Task.Run(() => GrpcDoor.Send(
            hub, gateway, new Beat(began, PerSecond / PerBatch / (double)load.Count, n / (double)load.Count).Await, took =>
            {
                if (Stopwatch.GetElapsedTime(began).TotalSeconds > WarmUpSeconds) latencies.Add(took);
            }))));
        var milliseconds = latencies.Select(latency => latency.TotalMilliseconds).ToArray();
        Report.Value("ingest.ack_p50_ms", Report.Percentile(milliseconds, 0.5), "ms");
        Report.Value("ingest.ack_p99_ms", Report.Percentile(milliseconds, 0.99), "ms");
    }
}

/// <summary>An even beat; what comes late catches up, so that the offered rate holds.</summary>
/// <param name="phase">Of a beat, so that gateways do not all send at once.</param>
internal sealed class Beat(long began, double perSecond, double phase)
{
    internal Task Await(int number)
    {
        var due = TimeSpan.FromSeconds((number + phase) / perSecond) - Stopwatch.GetElapsedTime(began);
        return due > TimeSpan.Zero ? Task.Delay(due) : Task.CompletedTask;
    }
}
