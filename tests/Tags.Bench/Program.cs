using System.Globalization;
using Logistics.Local;
using Logistics.Tags.Bench.Hub;
using Logistics.Tags.Bench.Measures;

// usage: [doors, or of them: grpc500 grpc100 http500 mqtt100] [ack] [memory] [sustained] [milestone] [history] [ROUNDS] [seconds=N]: what is named, by default all;
// three rounds of the doors, 300 seconds of the sustained load
var parts = args.Where(argument => !int.TryParse(argument, out _) && !argument.Contains('=', StringComparison.Ordinal)).ToHashSet();
var rounds = args.Select(a => int.TryParse(a, out var n) ? n : 0).FirstOrDefault(n => n > 0, 3);
var seconds = args.Where(a => a.StartsWith("seconds=", StringComparison.Ordinal))
    .Select(a => int.Parse(a["seconds=".Length..], CultureInfo.InvariantCulture)).FirstOrDefault(300);
await SystemPackages.Ensure(Console.WriteLine, [SystemPackage.Postgres, SystemPackage.RabbitMq]);
var folder = Path.Combine(Checkout.Find().RunFolder, "bench", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
try
{
    await using var hub = await BenchHub.Start(folder);
    if (Wanted("doors") || parts.Overlaps(DoorRounds.Names)) await DoorRounds.Run(hub, rounds, name => Wanted("doors") || Wanted(name));
    if (Wanted("ack")) await AckLatency.Run(hub);
    if (Wanted("memory")) await Memory.Run(hub);
    if (Wanted("sustained")) await Sustained.Run(hub, TimeSpan.FromSeconds(seconds));
    if (Wanted("milestone")) await Milestones.Run(hub);
    if (Wanted("history")) await Histories.Run(hub);
}
finally
{
    RunFolder.Delete(folder);
}

return 0;

bool Wanted(string part) => parts.Count == 0 || parts.Contains(part);
