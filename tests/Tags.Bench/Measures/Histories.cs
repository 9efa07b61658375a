using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Logistics.Tags.Bench.Hub;

namespace Logistics.Tags.Bench.Measures;

/// <summary>
/// One tag's reads of one day, asked by gRPC, over two and over twenty million reads of the last ten days; the journal is filled by
/// the database itself. The growth is that of the medians.
/// </summary>
internal static class Histories
{
    private const int Small = 2_000_000;
    private const int Large = 20_000_000;
    private const int Days = 10;
    private const int Asked = 300;
    private const int ReadsPerTagAndDay = 40;

    internal static async Task Run(BenchHub hub)
    {
        var owner = await hub.AsOperator();
        var tags = Large / Days / ReadsPerTagAndDay;
        await BenchTags.Register(hub, owner, 0, Asked);
        var small = await Measure(hub, Small, Small / Days / ReadsPerTagAndDay);
        var large = await Measure(hub, Large, tags);
        Console.WriteLine($"history: p50 {small.Median:0.00} ms over {Small:N0}, {large.Median:0.00} ms over {Large:N0} reads");
        Report.Value("ingest.history_p95_ms", large.P95, "ms");
        Report.Value("ingest.history_growth", large.Median / small.Median, "times");
        await hub.EmptyJournal();
    }

    private static async Task<(double Median, double P95)> Measure(BenchHub hub, int reads, int tags)
    {
        await hub.EmptyJournal();
        await Fill(hub, reads, tags);
        var times = new List<double>();
        var random = new Random(5);
        var today = TimeProvider.System.GetUtcNow().Date;
        var owner = await hub.AsOperator();
        for (var n = 0; n < Asked * 2; n++)
        {
            var from = DateTime.SpecifyKind(today.AddDays(-1 - random.Next(Days - 1)), DateTimeKind.Utc);
            var began = Stopwatch.GetTimestamp();
            var track = await hub.Whereabouts.GetTrackAsync(
                new() { HandlingUnitIds = { BenchTags.Sscc(random.Next(Asked)) }, From = Timestamp.FromDateTime(from), To = Timestamp.FromDateTime(from.AddDays(1)), Limit = 1000 }, owner);
            if (track.Points.Count is < ReadsPerTagAndDay / 2 or > ReadsPerTagAndDay * 2) throw new InvalidDataException($"{track.Points.Count} reads of a day.");

            // The first round warms caches, as a journal that is asked all day has them.
            if (n >= Asked) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return (Report.Percentile(times, 0.5), Report.Percentile(times, 0.95));
    }

    /// <summary>
    /// A partition for each day of record time, each tag read evenly through every day; two days at a time, one a processor.
    /// </summary>
    private static async Task Fill(BenchHub hub, int reads, int tags)
    {
        var watch = Stopwatch.StartNew();
        await hub.Execute("drop table if exists bench_tags; create unlogged table bench_tags (n int primary key, tag text not null)");
        await using (var names = hub.Database.CreateCommand("insert into bench_tags select i - 1, tag from unnest($1::text[]) with ordinality t (tag, i)"))
        {
            names.Parameters.Add(new() { Value = Enumerable.Range(0, tags).Select(BenchTags.Canonical).ToArray() });
            await names.ExecuteNonQueryAsync();
        }

        await hub.Execute("analyze bench_tags");
        for (var day = 1; day <= Days; day++)
        {
            await hub.Execute(
                $"""
                do $$ begin execute format('create table if not exists reads_%s partition of reads for values from (%L) to (%L)',
                  to_char(current_date - {day}, 'YYYYMMDD'), (current_date - {day})::text || ' 00:00:00+00', (current_date - {day - 1})::text || ' 00:00:00+00'); end $$
                """);
        }

        await Parallel.ForEachAsync(Enumerable.Range(1, Days), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (day, _) => await FillDay(hub, day, reads, tags));
        await hub.Execute("vacuum analyze reads; drop table bench_tags");
        Console.WriteLine($"history: {reads:N0} reads of {tags:N0} tags in {watch.Elapsed.TotalSeconds:0} s");
    }

    private static Task FillDay(BenchHub hub, int day, int reads, int tags) => hub.Execute(
        $"""
        insert into reads (record_time, writer, position, flags, event_time, event_offset, antenna, rssi, sequence, gateway, owner, epoch, tag, read_point)
        select at, -2, {(long)day * reads} + s.n, 4, at, 60, 1, -60, s.n, 'gw-bench-00', 'org-hub', 'ep-0123456789abcdef0123456789abcdef', t.tag, 'rp-bench'
        from (select n, ((current_date - {day})::text || ' 00:00:00+00')::timestamptz + n * interval '1 day' / {reads / Days} as at from generate_series(0, {(reads / Days) - 1}) n) as s
        join bench_tags t on t.n = s.n % {tags}
        """);
}
