using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Logistics.EventStore;

/// <summary>The event store's commands, for a service's command line: <c>dotnet Logistics.Shipments.dll rebuild ShipmentList</c>.</summary>
public static class StoreCommands
{
    /// <summary>
    /// Runs <c>rebuild NAME</c>, <c>verify NAME</c>, <c>verify-chain [STREAM]</c> or <c>republish SUBSCRIPTION POSITION</c> (the
    /// events beyond the position are handled again) and answers the exit code; null where the arguments are none of these and
    /// the service should start.
    /// </summary>
    public static async Task<int?> RunStoreCommand(this IServiceProvider services, string[] args, CancellationToken ct = default)
    {
        switch (args)
        {
            case ["rebuild", var name]:
                await Prepare(services, ct);
                await services.GetRequiredService<ProjectionRebuilder>().Rebuild(name, ct);
                return Say($"{name} rebuilt", 0);
            case ["verify", var name]:
                await Prepare(services, ct);
                return Report(name, await services.GetRequiredService<ProjectionRebuilder>().Verify(name, ct));
            case ["verify-chain"]:
                return Report(await services.GetRequiredService<ChainVerifier>().VerifyLog(ct));
            case ["verify-chain", var stream]:
                return Report(await services.GetRequiredService<ChainVerifier>().VerifyStream(stream, ct));
            case ["republish", var name, var from] when long.TryParse(from, CultureInfo.InvariantCulture, out var position) && position >= 0:
                return await Republish(services, name, position, ct);
            default:
                return null;
        }
    }

    private static async Task Prepare(IServiceProvider services, CancellationToken ct)
    {
        await services.GetRequiredService<StoreSchema>().Apply(ct);
        await services.GetRequiredService<ProjectionSchemas>().Ensure(ct);
    }

    private static async Task<int?> Republish(IServiceProvider services, string name, long position, CancellationToken ct)
    {
        if (services.GetServices<Subscription>().All(subscription => subscription.Name != name))
            return Say($"No subscription '{name}' here.", 2);
        await services.GetRequiredService<Checkpoints>().Reset(name, position, ct);
        return Say($"{name} goes on from position {position}", 0);
    }

    private static int Report(string name, IReadOnlyList<ProjectionDifference> differences)
    {
        foreach (var difference in differences) Say($"{difference.Table}: only {difference.OnlyIn}: {difference.Row}", 1);
        return differences.Count == 0 ? Say($"{name} equals its rebuild", 0) : Say($"{name} DIFFERS from its rebuild", 1);
    }

    private static int Report(ChainReport report) => report.FirstFault is { } fault
        ? Say($"BROKEN at position {fault.Position}, stream {fault.StreamId}, version {fault.Version}: {fault.Reason}", 1)
        : Say($"{report.Events} events, the chain holds", 0);

    private static int Say(string line, int code)
    {
        Console.WriteLine(line);
        return code;
    }
}
