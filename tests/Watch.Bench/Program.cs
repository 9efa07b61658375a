using System.Globalization;
using Logistics.Local;
using Logistics.Watch.Bench;

// usage: [READS in thousands, 2000] [TAGS in thousands, 20]
var reads = (args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2_000) * 1_000;
var tags = (args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20) * 1_000;
await SystemPackages.Ensure(Console.WriteLine, [SystemPackage.Postgres, SystemPackage.RabbitMq]);
var folder = Path.Combine(Checkout.Find().RunFolder, "bench", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
var run = new RunFolder(folder, Console.WriteLine);
try
{
    await using var postgres = await PrivatePostgres.Start(run);
    var rabbitMq = await PrivateRabbitMq.Start(run);
    try
    {
        await WatchRun.Measure(await postgres.Server.CreateServiceDatabase("tags"), await rabbitMq.Server.CreateVirtualHost("bench"), reads, tags);
    }
    finally
    {
        await rabbitMq.Stop();
    }
}
finally
{
    RunFolder.Delete(folder);
}

return 0;
