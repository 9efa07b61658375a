using System.Diagnostics;
using System.Threading.Channels;
using Logistics.Local;

namespace Logistics.EventStore.Bench;

/// <summary>
/// From the call of an append to its effect's commit in a projection, at 2,000 events a second that come whether or not the ones
/// before are done.
/// </summary>
internal static class ProjectionDelays
{
    private const int EventsPerTick = 10;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(20);

    internal static async Task Run(PostgresServer server)
    {
        await using var store = await BenchStore.Start(await server.CreateServiceDatabase("bench_delay"), projecting: true);
        await Delays(store, WarmUp);
        var delays = await Delays(store, Measured);
        Console.WriteLine($"projection: {delays.Count / Measured.TotalSeconds:0} events/s were waited for");
        Report.Milliseconds("log.projection.p50_ms", Report.Percentile(delays, 0.5));
        Report.Milliseconds("log.projection.p99_ms", Report.Percentile(delays, 0.99));
    }

    private static async Task<List<double>> Delays(BenchStore store, TimeSpan span)
    {
        var appended = Channel.CreateUnbounded<(long Position, long CalledAt)>();
        var measuring = Measure(store, appended.Reader);
        var appends = new List<Task>();
        var started = Stopwatch.GetTimestamp();
        for (var tick = 1; tick <= span / Tick; tick++)
        {
            for (var i = 0; i < EventsPerTick; i++) appends.Add(Append(store, (tick * EventsPerTick) + i, appended.Writer));
            var ahead = (tick * Tick) - Stopwatch.GetElapsedTime(started);
            if (ahead > TimeSpan.Zero) await Task.Delay(ahead);
        }

        await Task.WhenAll(appends);
        appended.Writer.Complete();
        return await measuring;
    }

    private static async Task Append(BenchStore store, int n, ChannelWriter<(long, long)> appended)
    {
        var calledAt = Stopwatch.GetTimestamp();
        var outcome = await store.Log.Append([Parcels.NewStream(n, 1)], CommandContext.None, CancellationToken.None);
        await appended.WriteAsync((((AppendOutcome.Appended)outcome).Position, calledAt));
    }

    // One after the other, so that the waiting itself is no load.
    private static async Task<List<double>> Measure(BenchStore store, ChannelReader<(long Position, long CalledAt)> appended)
    {
        var delays = new List<double>();
        await foreach (var (position, calledAt) in appended.ReadAllAsync())
        {
            if (!await store.Of<ProjectionProgress>().WaitFor("ParcelFiles", position, TimeSpan.FromMinutes(1), CancellationToken.None))
                throw new TimeoutException($"Position {position} was not projected within a minute.");
            delays.Add(Stopwatch.GetElapsedTime(calledAt).TotalMilliseconds);
        }

        return delays;
    }
}
