using System.Globalization;
using Logistics.Local;
using Logistics.Shipments.Bench;

// usage: [commands] [reports] [watch] [lists] [catchup]: what is named, by default all.
// The service itself runs as `serve POSTGRES BROKER KEYS`, a process of its own.
if (args is ["serve", var database, var broker, var keys]) return await Serving.Run(database, broker, keys);
var parts = args.ToHashSet();
await SystemPackages.Ensure(Console.WriteLine, [SystemPackage.Postgres, SystemPackage.RabbitMq]);
var folder = Path.Combine(Checkout.Find().RunFolder, "bench", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
var run = new RunFolder(folder, Console.WriteLine);
try
{
    await using var servers = await Servers.Start(run);
    if (Wanted("commands")) await Commands.Run(servers);
    if (Wanted("reports")) await Reports.Run(servers);
    if (Wanted("watch")) await Watches.Run(servers);
    if (Wanted("lists") || Wanted("catchup")) await Lists.Run(servers, lists: Wanted("lists"), catchUp: Wanted("catchup"));
}
finally
{
    RunFolder.Delete(folder);
}

return 0;

bool Wanted(string part) => parts.Count == 0 || parts.Contains(part);
