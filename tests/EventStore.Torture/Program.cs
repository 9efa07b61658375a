using System.Globalization;
using Logistics.EventStore.Torture;
using Logistics.Local;

// usage: [EVENTS]   at least as many events, by default a million; two server restarts and a kill every 25,000 events
if (args is [WorkerProgram.Command, var workFolder, var process, var plant]) return await WorkerProgram.Run(workFolder, process, plant);

var events = args is [var wanted] ? long.Parse(wanted, CultureInfo.InvariantCulture) : 1_000_000;
await SystemPackages.Ensure(Console.WriteLine, [SystemPackage.Postgres]);
var folder = Path.Combine(Checkout.Find().RunFolder, "torture", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
var kills = (int)Math.Clamp(events / 25_000, 2, 40);
return (await Ordeal.Run(folder, new Hardship(events, kills, 2), Console.WriteLine)).IsGood ? 0 : 1;
