using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Logistics.Shipments.V1;
using Logistics.Tags.Bench.Hub;
using Logistics.Tags.Bench.Load;

namespace Logistics.Tags.Bench.Measures;

/// <summary>
/// From the moment a read is posted to the moment its milestone comes out of Shipments' Watch stream, while gateways post 5,000
/// reads a second: through the journal, presence, the tag's stream, the bus, the shipment's stream and its feed.
/// </summary>
internal static class Milestones
{
    private const int Shipments = 120;
    private const int PerSecond = 5_000;

    /// <summary>Tags that the other load does not read.</summary>
    private const int FirstTag = BenchTags.All + 10_000;

    internal static async Task Run(BenchHub hub)
    {
        await hub.EmptyJournal();
        var shipper = await hub.As(BenchShipments.Shipper);
        await BenchTags.Register(hub, await hub.AsOperator(), FirstTag, Shipments);
        var ids = new List<string>();
        for (var n = 0; n < Shipments; n++) ids.Add(await BenchShipments.Book(hub, shipper, FirstTag + n, 1, cold: false));

        var seen = new ConcurrentDictionary<string, long>();
        using var watch = hub.Shipments.WatchShipments(new(), shipper);
        var live = new TaskCompletionSource();
        var watching = Watch(watch.ResponseStream, seen, live);
        await live.Task;
        var background = new SteadyLoad(hub, PerSecond, 100).Run(TimeSpan.FromSeconds((Shipments * 0.1) + 8));
        await Task.Delay(TimeSpan.FromSeconds(3));
        var posted = await Post(hub, ids);
        await background;

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!ids.TrueForAll(seen.ContainsKey)) await Task.Delay(50, patience.Token);
        var times = ids.Select(id => Stopwatch.GetElapsedTime(posted[id], seen[id]).TotalMilliseconds).ToArray();
        Console.WriteLine($"milestone: p50 {Report.Percentile(times, 0.5):0} ms, most {times.Max():0} ms over {times.Length} shipments");
        Report.Value("ingest.milestone_p95_ms", Report.Percentile(times, 0.95), "ms");
        watch.Dispose();
        await watching;
    }

    private static async Task<Dictionary<string, long>> Post(BenchHub hub, List<string> ids)
    {
        var gateway = BenchHub.Bearer(hub.Devices[0].Key);
        var opened = await hub.GatewaySetup.OpenEpochAsync(new(), gateway);
        var posted = new Dictionary<string, long>();
        for (var n = 0; n < ids.Count; n++)
        {
            var batch = Preparation.Batch(opened.Epoch, n, 1, TimeProvider.System.GetUtcNow(), new(n));
            batch.Reads[0].TagId = BenchTags.Urn(FirstTag + n);
            posted[ids[n]] = Stopwatch.GetTimestamp();
            await hub.Reads.PostReadsAsync(batch, gateway);
            await Task.Delay(100);
        }

        return posted;
    }

    private static async Task Watch(IAsyncStreamReader<ShipmentChange> changes, ConcurrentDictionary<string, long> seen, TaskCompletionSource live)
    {
        try
        {
            while (await changes.MoveNext(CancellationToken.None))
            {
                var change = changes.Current;
                if (change.CaughtUp) live.TrySetResult();
                else if (change.Shipment?.Milestones.Any(m => m.Actual is not null) == true) seen.TryAdd(change.Shipment.Id, Stopwatch.GetTimestamp());
            }
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Cancelled)
        {
            // Everything was seen.
        }
    }
}
