using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;

namespace Logistics.Shipments.Bench;

/// <summary>
/// 200 organisations watch, each its own shipments; 1,000 reports a second come, spread over them. From the sending of a report to
/// the change that has it being there.
/// </summary>
internal static class Watches
{
    private const int Subscribers = 200;
    private const int ShipmentsEach = 25;
    private const int PerTick = 20;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);

    private static readonly (V1.MilestoneKind Kind, string Hub)[] Steps =
    [
        (V1.MilestoneKind.Collected, "DEDTM"), (V1.MilestoneKind.Loaded, "DEDTM"), (V1.MilestoneKind.Departed, "DEDTM"),
        (V1.MilestoneKind.Arrived, "DEHAG"), (V1.MilestoneKind.Unloaded, "DEHAG"),
    ];

    internal static async Task Run(Servers servers)
    {
        await using var service = await servers.Service("watch");
        var shipments = new ConcurrentBag<string>();
        await Callers.Call(32, Subscribers * ShipmentsEach, async n => shipments.Add(
            (await service.Client(n).BookShipmentAsync(Requested.Booking(Watcher(n)), RunningService.As("shipper", Watcher(n)))).ShipmentId));
        await service.Settled();

        var (sent, delays) = (new ConcurrentDictionary<string, long>(), new ConcurrentBag<double>());
        using var end = new CancellationTokenSource();
        var caughtUp = new CountdownEvent(Subscribers);
        var watching = Enumerable.Range(0, Subscribers).Select(n => Task.Run(() => Watch(service, n, sent, delays, caughtUp, end.Token))).ToList();
        await Task.Run(() => caughtUp.Wait(TimeSpan.FromMinutes(1)));
        await Send(service, [.. shipments], sent, delays);
        var deadline = Stopwatch.StartNew();
        while (!sent.IsEmpty && deadline.Elapsed < TimeSpan.FromSeconds(30)) await Task.Delay(50);
        await end.CancelAsync();
        await Task.WhenAll(watching);
        if (!sent.IsEmpty) throw new InvalidOperationException($"{sent.Count} changes did not come.");
        Console.WriteLine($"watch: {Report.Spread(delays)}");
        Report.Milliseconds("shipments.watch_p99_ms", Report.Percentile(delays, 0.99));
    }

    private static string Watcher(int n) => $"org-watcher-{n % Subscribers:000}";

    private static async Task Send(RunningService service, string[] ids, ConcurrentDictionary<string, long> sent, ConcurrentBag<double> delays)
    {
        using var call = service.Client(1).ReportStatuses(RunningService.As("carrier", Requested.Carrier));
        var results = Task.Run(async () =>
        {
            await foreach (var result in call.ResponseStream.ReadAllAsync())
                if (result.Position == 0) throw new InvalidOperationException($"A report was refused: {result}");
        });
        var (n, total) = (0, (int)((WarmUp + Measured) / Tick));
        var started = Stopwatch.GetTimestamp();
        for (var tick = 1; tick <= total; tick++)
        {
            if (tick == (int)(WarmUp / Tick))
            {
                delays.Clear();
                service.CpuPer(1);
            }

            for (var i = 0; i < PerTick; i++, n++)
            {
                var (kind, hub) = Steps[n / ids.Length % Steps.Length];
                var report = Requested.Report(ids[n % ids.Length], kind, hub);
                sent[report.ReportId] = Stopwatch.GetTimestamp();
                await call.RequestStream.WriteAsync(report);
            }

            var ahead = (tick * Tick) - Stopwatch.GetElapsedTime(started);
            if (ahead > TimeSpan.Zero) await Task.Delay(ahead);
        }

        Console.WriteLine($"watch: {n / Stopwatch.GetElapsedTime(started).TotalSeconds:0} reports/s sent; {service.CpuPer((int)(PerTick * Measured / Tick))}");
        await call.RequestStream.CompleteAsync();
        await results;
    }

    private static async Task Watch(
        RunningService service, int n, ConcurrentDictionary<string, long> sent, ConcurrentBag<double> delays, CountdownEvent caughtUp, CancellationToken ct)
    {
        try
        {
            using var call = service.Client(n).WatchShipments(new(), RunningService.As("shipper", Watcher(n)), cancellationToken: ct);
            await foreach (var change in call.ResponseStream.ReadAllAsync(ct))
            {
                if (change.CaughtUp) caughtUp.Signal();
                foreach (var evidence in change.Shipment?.Milestones.SelectMany(m => m.Evidence) ?? [])
                    if (sent.TryRemove(evidence.Id, out var at))
                        delays.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }
        }
        catch (RpcException) when (ct.IsCancellationRequested)
        {
            // It is over.
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }
}
