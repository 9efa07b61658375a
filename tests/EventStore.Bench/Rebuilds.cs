using System.Diagnostics;
using Logistics.Local;

namespace Logistics.EventStore.Bench;

/// <summary>Rebuild of a live projection and verification of the chain over 200,000 events, COPY before and after each.</summary>
internal static class Rebuilds
{
    private const int Events = 200_000;
    private const int Copied = 100_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    internal static async Task Run(PrivatePostgres postgres, int rounds)
    {
        var cpu = new CpuTime(postgres.Process.Pid!.Value);
        var connectionString = await postgres.Server.CreateServiceDatabase("bench_rebuild");
        await using (var filling = await BenchStore.Start(connectionString)) await LogFill.Fill(filling, Events, Parcels.EventsPerStream);
        await using var store = await BenchStore.Start(connectionString, projecting: true);
        if (!await store.Of<ProjectionProgress>().WaitFor("ParcelFiles", Events, Patience, CancellationToken.None))
            throw new TimeoutException($"The projection did not take in {Events} events within {Patience}.");
        await using var beside = await BenchStore.Start(await postgres.Server.CreateServiceDatabase("bench_rebuild_copy"));
        await using var connection = await beside.Database.OpenConnectionAsync();
        var copy = new RawCopy(connection);

        var (rebuilds, verifications) = (new List<(double Rate, double Ratio)>(), new List<(double Rate, double Ratio)>());
        for (var round = 0; round <= rounds; round++)
        {
            var before = await copy.Measure(Copied);
            cpu.PerEvent(1);
            var rebuilt = await Rate(() => store.Of<ProjectionRebuilder>().Rebuild("ParcelFiles", CancellationToken.None));
            Console.WriteLine($"rebuild {rebuilt:0} events/s, {cpu.PerEvent(Events)}");
            var between = await copy.Measure(Copied);
            cpu.PerEvent(1);
            var verified = await Rate(() => Verify(store));
            Console.WriteLine($"verify {verified:0} events/s, {cpu.PerEvent(Events)}");
            var after = await copy.Measure(Copied);
            if (round == 0) continue;
            rebuilds.Add((rebuilt, rebuilt / ((before + between) / 2)));
            verifications.Add((verified, verified / ((between + after) / 2)));
        }

        await Check(store);
        Report.Rates("log.rebuild", rebuilds);
        Report.Rates("log.verify", verifications);
    }

    private static async Task<double> Rate(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Events / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task Verify(BenchStore store)
    {
        var report = await store.Of<ChainVerifier>().VerifyLog(CancellationToken.None);
        if (report.FirstFault is { } fault || report.Events != Events)
            throw new InvalidOperationException($"The chain of the benchmark's log does not verify: {report}");
    }

    private static async Task Check(BenchStore store)
    {
        var differences = await store.Of<ProjectionRebuilder>().Verify("ParcelFiles", CancellationToken.None);
        if (differences.Count > 0) throw new InvalidOperationException($"The rebuilt projection differs: {differences[0]}");
    }
}
