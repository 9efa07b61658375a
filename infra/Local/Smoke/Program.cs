using Logistics.Local;
using Logistics.Smoke;

// usage: smoke [--fault PART]...   PART: Partners, Shipments, Tags, Routing, Console, PostgreSQL, RabbitMQ, or `each`
var faults = args.Where(argument => argument != "--fault").SelectMany(part => part == "each" ? Story.Parts : [part]).ToList();
using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(6));
try
{
    await SystemPackages.Ensure(Console.WriteLine, Story.Needed, patience.Token);
    await Story.Tell(faults, patience.Token);
    Console.WriteLine("RESULT smoke ok - -");
    return 0;
}
catch (Exception e)
{
    Console.WriteLine(e is SmokeFailure ? $"FAILED: {e.Message}" : $"FAILED: {e}");
    Console.WriteLine("RESULT smoke failed - -");
    return 1;
}
