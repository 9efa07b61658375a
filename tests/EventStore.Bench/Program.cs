using System.Diagnostics;
using System.Globalization;
using Logistics.EventStore.Bench;
using Logistics.Local;
using Npgsql;

// usage: [append] [rebuild] [delay] [load] [at10m] [ROUNDS]: what is named, by default all; five rounds each
var parts = args.Where(argument => !int.TryParse(argument, out _)).ToHashSet();
var rounds = args.Select(a => int.TryParse(a, out var n) ? n : 0).FirstOrDefault(n => n > 0, 5);
await SystemPackages.Ensure(Console.WriteLine, [SystemPackage.Postgres]);
var folder = Path.Combine(Checkout.Find().RunFolder, "bench", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
var run = new RunFolder(folder, Console.WriteLine);
try
{
    await using var postgres = await PrivatePostgres.Start(run);
    await Part(postgres.Server, "append", () => AppendRounds.Run(postgres, rounds));
    await Part(postgres.Server, "rebuild", () => Rebuilds.Run(postgres, rounds));
    await Part(postgres.Server, "delay", () => ProjectionDelays.Run(postgres.Server));
    await Part(postgres.Server, "load", () => Loads.Run(postgres.Server));
    await Part(postgres.Server, "at10m", () => AtTenMillion.Run(postgres.Server, rounds));
}
finally
{
    RunFolder.Delete(folder);
}

return 0;

async Task Part(PostgresServer server, string name, Func<Task> measure)
{
    if (parts.Count > 0 && !parts.Contains(name)) return;
    await Settle(server);
    var started = Stopwatch.GetTimestamp();
    await measure();
    Console.WriteLine($"{name} took {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
}

// What the part before left to be written to disk is not this one's.
async Task Settle(PostgresServer server)
{
    await using var connection = new NpgsqlConnection(server.AdminConnectionString);
    await connection.OpenAsync();
    await using var checkpoint = new NpgsqlCommand("checkpoint", connection) { CommandTimeout = 0 };
    await checkpoint.ExecuteNonQueryAsync();
}
