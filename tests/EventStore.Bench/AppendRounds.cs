using Logistics.Local;

namespace Logistics.EventStore.Bench;

/// <summary>
/// COPY and the appends by turns, so that whatever else the machine does hits both; each ratio is to the mean of the COPY before
/// and the COPY after it. The first round warms up; medians of the others.
/// </summary>
internal static class AppendRounds
{
    private const int Copied = 50_000;
    private const int AppendedByMany = 30_000;
    private const int AppendedByOne = 60_000;

    internal static async Task Run(PrivatePostgres postgres, int rounds)
    {
        var (server, cpu) = (postgres.Server, new CpuTime(postgres.Process.Pid!.Value));
        await using var store = await BenchStore.Start(await server.CreateServiceDatabase("bench_append"));
        await using var beside = await BenchStore.Start(await server.CreateServiceDatabase("bench_copy"));
        await using var connection = await beside.Database.OpenConnectionAsync();
        var copy = new RawCopy(connection);
        var appends = new Appends(store);
        var measures = new (string Name, int Events, Func<Task<double>> Measure)[]
        {
            ("log.append.one", AppendedByMany, () => appends.One(AppendedByMany)),
            ("log.append.hundred", AppendedByOne, () => appends.Hundred(AppendedByOne)),
            ("log.append.existing", AppendedByMany / 2, () => appends.Existing(AppendedByMany / 2)),
        };
        var results = measures.ToDictionary(measure => measure.Name, _ => new List<(double Rate, double Ratio)>());
        using var batches = new BatchSizes();
        cpu.PerEvent(1);
        await copy.Measure(Copied);
        Console.WriteLine($"COPY: {cpu.PerEvent(Copied)}");
        for (var round = 0; round <= rounds; round++)
        {
            var before = await copy.Measure(Copied);
            foreach (var (name, events, measure) in measures)
            {
                cpu.PerEvent(1);
                var rate = await measure();
                var spent = $"{batches.Mean():0.0} callers a commit, {cpu.PerEvent(events)}";
                var after = await copy.Measure(Copied);
                var ratio = rate / ((before + after) / 2);
                Console.WriteLine($"{(round == 0 ? "warm-up" : $"round {round}")}: {name} {rate:0} of COPY's {(before + after) / 2:0} events/s: {ratio:0.000}; {spent}");
                if (round > 0) results[name].Add((rate, ratio));
                before = after;
            }
        }

        foreach (var (name, _, _) in measures) Report.Rates(name, results[name]);
    }
}
