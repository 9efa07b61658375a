using System.Globalization;
using Logistics.EventStore.Bench;
using Logistics.Local;

// usage: [append] [rebuild] [delay] [load] [at10m] [ROUNDS]: what is named, by default all; five rounds each
var parts = args.Where(argument => !int.TryParse(argument, out _)).ToHashSet();
var rounds = args.Select(a => int.TryParse(a, out var n) ? n : 0).FirstOrDefault(n => n > 0, 5);
await SystemPackages.Ensure(Console.WriteLine, [SystemPackage.Postgres]);
var folder = Path.Combine(Checkout.Find().RunFolder, "bench", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
var run = new RunFolder(folder, Console.WriteLine);
try
{
    await using var postgres = await PrivatePostgres.Start(run);
    if (Wanted("append")) await AppendRounds.Run(postgres, rounds);
    if (Wanted("rebuild")) await Rebuilds.Run(postgres, rounds);
    if (Wanted("delay")) await ProjectionDelays.Run(postgres.Server);
    if (Wanted("load")) await Loads.Run(postgres.Server);
    if (Wanted("at10m")) await AtTenMillion.Run(postgres.Server, rounds);
}
finally
{
    RunFolder.Delete(folder);
}

return 0;

bool Wanted(string part) => parts.Count == 0 || parts.Contains(part);
