using System.Diagnostics;
using Logistics.Tags.Bench.Hub;
using Logistics.Tags.Bench.Load;

namespace Logistics.Tags.Bench.Measures;

/// <summary>
/// Minutes of an even load by gRPC, with presence and condition on. Every quarter of a second: how long ago was the oldest read
/// committed that presence has not seen? Where that stays within a second the load counts; else what presence kept up with.
/// </summary>
internal static class Sustained
{
    /// <summary>Of COPY, offered.</summary>
    private const double Share = 0.36;

    private const int PerBatch = 100;
    private const double MostLag = 1.0;
    private const int SettlingSeconds = 5;

    /// <summary>Refrigerated, so that their units' temperatures are judged.</summary>
    private const int Shipments = 100;

    private const int UnitsPerShipment = 20;

    internal static async Task Run(BenchHub hub, TimeSpan time)
    {
        await BenchTags.Register(hub, await hub.AsOperator(), 0, BenchTags.Registered);
        var shipper = await hub.As(BenchShipments.Shipper);
        for (var n = 0; n < Shipments; n++) await BenchShipments.Book(hub, shipper, n * UnitsPerShipment, UnitsPerShipment, cold: true);
        await using var connection = await hub.Database.OpenConnectionAsync();
        var copy = new RawCopy(connection);
        await DoorRounds.Copy(hub, copy);
        var copied = await DoorRounds.Copy(hub, copy);
        var perSecond = (int)(copied * Share / PerBatch) * PerBatch;
        var load = new SteadyLoad(hub, perSecond, PerBatch);
        await hub.EmptyJournal();
        while (await Behind(hub) > 0) await Task.Delay(100);
        var behind = await Behind(hub);
        var cpu = new CpuTime(hub);
        cpu.Restart();
        var began = Stopwatch.GetTimestamp();
        var sending = load.Run(time);
        var lags = new List<double>();
        while (!sending.IsCompleted)
        {
            await Task.WhenAny(sending, Task.Delay(250));
            if (Stopwatch.GetElapsedTime(began).TotalSeconds > SettlingSeconds) lags.Add(await Lag(hub));
        }

        var reads = await sending;
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var watched = reads - (await Behind(hub) - behind);
        var rate = (lags.Max() <= MostLag ? reads : watched) / seconds;
        Console.WriteLine($"sustained: {reads / seconds:0} reads/s stored, {watched / seconds:0} reads/s watched for {seconds:0} s; lag p50 {Report.Percentile(lags, 0.5):0.00} s, p99 {Report.Percentile(lags, 0.99):0.00} s, most {lags.Max():0.00} s; {cpu.PerRead(reads)}");
        Report.Rate("ingest.sustained", rate, rate / copied);
        Report.Value("ingest.sustained_lag_s", lags.Max(), "s");
    }

    /// <summary>Reads that are committed and that presence has not told.</summary>
    private static Task<long> Behind(BenchHub hub) => hub.Count("select coalesce(sum(reads), 0)::bigint from watch_lag");

    private static async Task<double> Lag(BenchHub hub) => await hub.Count(
        """
        select coalesce(extract(epoch from clock_timestamp() - min(r.record_time)) * 1000, 0)::bigint from watch_lag l
        join journal_writers w on w.id = l.writer join reads r on r.writer = l.writer and r.position = w.position - l.reads + 1 where l.reads > 0
        """) / 1000.0;
}
