using System.Diagnostics;
using Logistics.Local;

namespace Logistics.EventStore.Bench;

/// <summary>The append rate on a log of ten million events and on one of a hundred thousand, by turns.</summary>
internal static class AtTenMillion
{
    private const int Few = 100_000;
    private const int Many = 10_000_000;
    private const int Appended = 20_000;

    internal static async Task Run(PostgresServer server, int rounds)
    {
        await using var few = await BenchStore.Start(await server.CreateServiceDatabase("bench_few"));
        await using var many = await BenchStore.Start(await server.CreateServiceDatabase("bench_many"));
        await LogFill.Fill(few, Few, Parcels.EventsPerStream);
        var started = Stopwatch.GetTimestamp();
        await LogFill.Fill(many, Many, Parcels.EventsPerStream);
        Console.WriteLine($"filled with {Many} events in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
        var (atFew, atMany) = (new Appends(few), new Appends(many));
        var results = new List<(double Rate, double Ratio)>();
        for (var round = 0; round <= rounds; round++)
        {
            var before = await atFew.One(Appended);
            var rate = await atMany.One(Appended);
            var after = await atFew.One(Appended);
            var ratio = rate / ((before + after) / 2);
            Console.WriteLine($"{(round == 0 ? "warm-up" : $"round {round}")}: {rate:0} at {Many}, {(before + after) / 2:0} events/s at {Few}: {ratio:0.00}");
            if (round > 0) results.Add((rate, ratio));
        }

        Report.Rates("log.append.at10m", results);
    }
}
