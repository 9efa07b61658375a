using Logistics.Tags.Bench.Hub;
using Logistics.Tags.Bench.Load;

namespace Logistics.Tags.Bench.Measures;

/// <summary>
/// COPY and the doors by turns, so that whatever else the machine does hits both; each ratio is to the mean of the COPY before and
/// the COPY after it, and each measure begins with an empty journal. The first round warms up; medians of the others.
/// </summary>
internal static class DoorRounds
{
    internal static readonly string[] Names = ["grpc500", "grpc100", "http500", "mqtt100"];

    private const int Copied = 600_000;

    internal static async Task Run(BenchHub hub, int rounds, Func<string, bool> wanted)
    {
        await using var connection = await hub.Database.OpenConnectionAsync();
        await BenchTags.Register(hub, await hub.AsOperator(), 0, BenchTags.Registered);
        var copy = new RawCopy(connection);
        var cpu = new CpuTime(hub);
        (string Name, int Reads, int PerBatch, bool Json, Func<BenchHub, IReadOnlyList<Prepared>, Task<double>> Measure)[] all =
        [
            ("ingest.grpc500", 1_200_000, 500, false, GrpcDoor.Measure),
            ("ingest.grpc100", 1_200_000, 100, false, GrpcDoor.Measure),
            ("ingest.http500", 600_000, 500, true, HttpDoor.Measure),
            ("ingest.mqtt100", 300_000, 100, true, MqttDoor.Measure),
        ];
        var doors = all.Where(door => wanted(door.Name["ingest.".Length..])).ToArray();
        var results = doors.ToDictionary(door => door.Name, _ => new List<(double Rate, double Ratio)>());
        for (var round = 0; round <= rounds; round++)
        {
            var before = await Copy(hub, copy);
            foreach (var (name, reads, perBatch, json, measure) in doors)
            {
                var load = await Preparation.Of(hub, reads, perBatch, json, round);
                await hub.EmptyJournal();
                GC.Collect();
                cpu.Restart();
                var rate = await measure(hub, load);
                var spent = cpu.PerRead(load.Sum(gateway => gateway.Reads));
                var after = await Copy(hub, copy);
                var ratio = rate / ((before + after) / 2);
                Console.WriteLine($"{(round == 0 ? "warm-up" : $"round {round}")}: {name} {rate:0} of COPY's {(before + after) / 2:0} reads/s: {ratio:0.000}; {spent}");
                if (round > 0) results[name].Add((rate, ratio));
                before = after;
            }
        }

        foreach (var (name, _, _, _, _) in doors) Report.Rates(name, results[name]);
    }

    internal static async Task<double> Copy(BenchHub hub, RawCopy copy)
    {
        await hub.EmptyJournal();
        var cpu = new CpuTime(hub);
        cpu.Restart();
        var rate = await copy.Measure(Copied);
        Console.WriteLine($"COPY {rate:0} reads/s; {cpu.PerRead(Copied)}");
        return rate;
    }
}
