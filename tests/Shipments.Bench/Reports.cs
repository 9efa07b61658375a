using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;

namespace Logistics.Shipments.Bench;

/// <summary>Status reports by stream, counted when their results are there: then they are durable.</summary>
internal static class Reports
{
    private const int Shipments = 18_000;

    /// <summary>Until the compiler is done: it took a sixth of the service's time in the first seconds.</summary>
    private const int WarmUp = 6_000;
    private const int StreamsAtOnce = 2;

    private static readonly (V1.MilestoneKind Kind, string Hub)[] Steps =
    [
        (V1.MilestoneKind.Collected, "DEDTM"), (V1.MilestoneKind.Loaded, "DEDTM"), (V1.MilestoneKind.Departed, "DEDTM"),
        (V1.MilestoneKind.Arrived, "DEHAG"), (V1.MilestoneKind.Unloaded, "DEHAG"),
    ];

    internal static async Task Run(Servers servers)
    {
        await using var service = await servers.Service("reports");
        var ids = await Booked.Shipments(service, Shipments);
        await service.Settled();
        await Send(service, ids[..WarmUp], Steps);
        service.CpuPer(1);
        var watch = Stopwatch.StartNew();
        var count = await Send(service, ids[WarmUp..], Steps);
        var rate = count / watch.Elapsed.TotalSeconds;
        var spent = service.CpuPer(count);
        var settling = Stopwatch.StartNew();
        await service.Settled("ShipmentList");
        Console.WriteLine($"reports: {rate:0}/s; {spent}; in lists and feeds {settling.Elapsed.TotalSeconds:0.0} s later");
        Report.Rate("shipments.reports", rate, "reports/s");
    }

    private static async Task<int> Send(RunningService service, string[] ids, (V1.MilestoneKind Kind, string Hub)[] steps)
    {
        var shares = ids.Chunk((ids.Length + StreamsAtOnce - 1) / StreamsAtOnce);
        var counts = await Task.WhenAll(shares.Select((share, n) => Task.Run(() => SendOne(service, n, share, steps))));
        return counts.Sum();
    }

    private static async Task<int> SendOne(RunningService service, int n, string[] ids, (V1.MilestoneKind Kind, string Hub)[] steps)
    {
        using var call = service.Client(n).ReportStatuses(RunningService.As("carrier", Requested.Carrier));
        var results = Task.Run(async () =>
        {
            var count = 0;
            await foreach (var result in call.ResponseStream.ReadAllAsync())
            {
                if (result.Position == 0) throw new InvalidOperationException($"A report was refused: {result}");
                count++;
            }

            return count;
        });
        foreach (var (kind, hub) in steps)
            foreach (var id in ids)
                await call.RequestStream.WriteAsync(Requested.Report(id, kind, hub));
        await call.RequestStream.CompleteAsync();
        return await results;
    }
}

internal static class Booked
{
    /// <summary>By gRPC, for all shippers in turn.</summary>
    internal static async Task<string[]> Shipments(RunningService service, int count)
    {
        var ids = new ConcurrentBag<string>();
        await Callers.Call(32, count, async n =>
        {
            var shipper = Requested.Shipper(n);
            ids.Add((await service.Client(n).BookShipmentAsync(Requested.Booking(shipper), RunningService.As("shipper", shipper))).ShipmentId);
        });
        return [.. ids];
    }
}
