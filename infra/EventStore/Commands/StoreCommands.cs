using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Logistics.EventStore;

/// <summary>The event store's commands, for a service's command line: <c>dotnet Logistics.Shipments.dll rebuild ShipmentList</c>.</summary>
public static class StoreCommands
{
    private static readonly string[] Names =
        ["rebuild", "verify", "verify-chain", "republish", "projections", "inspect", "skip", "retry", "archive", "sign-head", "erase"];

    /// <summary>
    /// Runs a command and answers the exit code; null where the arguments are none and the service should start.
    /// <list type="bullet">
    /// <item><c>projections</c>: where each projection and subscription is, and what stopped</item>
    /// <item><c>inspect NAME</c>: the event it stopped at, why, and what it was told to skip</item>
    /// <item><c>skip NAME POSITION --reason TEXT</c>: passes over that event, on record</item>
    /// <item><c>retry NAME</c>: tries the event again</item>
    /// <item><c>rebuild NAME</c>, <c>verify NAME</c>: a projection, from the log's beginning</item>
    /// <item><c>republish SUBSCRIPTION POSITION</c>: handles the events beyond the position again</item>
    /// <item><c>verify-chain [STREAM] [--heads FILE] [--key PEM]</c>: the hash chain, and the log against its signed heads</item>
    /// <item><c>sign-head</c>: signs and exports the head now</item>
    /// <item><c>erase PERSON</c>: destroys a person's keys, and tells projections</item>
    /// <item><c>archive STREAM</c>: closes a stream for good</item>
    /// </list>
    /// </summary>
    public static Task<int?> RunStoreCommand(this IServiceProvider services, string[] args, CancellationToken ct = default)
        => Run(services, args, Console.Out, ct);

    internal static async Task<int?> Run(IServiceProvider services, string[] args, TextWriter output, CancellationToken ct)
    {
        if (args is not [var command, ..] || !Names.Contains(command)) return null;
        await services.GetRequiredService<StoreSchema>().Apply(ct);
        await services.GetRequiredService<ProjectionSchemas>().Ensure(ct);
        return await FollowerCommands.Run(services, args, output, ct) ?? await RunLogCommand(services, args, output, ct);
    }

    private static async Task<int?> RunLogCommand(IServiceProvider services, string[] args, TextWriter output, CancellationToken ct)
    {
        switch (args)
        {
            case ["rebuild", var name]:
                return await Rebuild(services, name, output, ct);
            case ["verify", var name]:
                return Report(output, name, await services.GetRequiredService<ProjectionRebuilder>().Verify(name, ct));
            case ["verify-chain", ..]:
                return await ChainCommands.Verify(services, args[1..], output, ct);
            case ["sign-head"]:
                return await services.GetRequiredService<HeadSigner>().Sign(ct) is { } head
                    ? Say(output, $"The head at {head.Position} is signed and exported", 0)
                    : Say(output, "Nothing was appended since the last signed head", 0);
            case ["erase", var person]:
                return Say(output, $"{person} is erased, projections are told at position {await services.GetRequiredService<PersonalData>().Erase(person, ct)}", 0);
            case ["republish", var name, var from] when long.TryParse(from, CultureInfo.InvariantCulture, out var position) && position >= 0:
                return await Republish(services, name, position, output, ct);
            case ["archive", var stream]:
                return await services.GetRequiredService<IEventLog>().Archive(stream, ct)
                    ? Say(output, $"{stream} is archived", 0)
                    : Say(output, $"There is no stream '{stream}'.", 2);
            default:
                return Say(output, $"'{string.Join(' ', args)}' is not how {args[0]} is used.", 2);
        }
    }

    private static async Task<int?> Rebuild(IServiceProvider services, string name, TextWriter output, CancellationToken ct)
    {
        try
        {
            await services.GetRequiredService<ProjectionRebuilder>().Rebuild(name, ct);
            return Say(output, $"{name} rebuilt", 0);
        }
        catch (PoisonEventException e)
        {
            return Say(output, $"{name} NOT rebuilt, the live one goes on as it was: event {e.Position}: {e.InnerException!.Message}", 1);
        }
    }

    private static async Task<int?> Republish(IServiceProvider services, string name, long position, TextWriter output, CancellationToken ct)
    {
        if (services.GetServices<Subscription>().All(subscription => subscription.Name != name))
            return Say(output, $"No subscription '{name}' here.", 2);
        return await services.GetRequiredService<Checkpoints>().SetBack(name, position, ct)
            ? Say(output, $"{name} goes on from position {position}", 0)
            : Say(output, $"{name} is not at position {position} yet, and goes on from where it is; look at: projections", 2);
    }

    private static int Report(TextWriter output, string name, IReadOnlyList<ProjectionDifference> differences)
    {
        foreach (var difference in differences) Say(output, $"{difference.Table}: only {difference.OnlyIn}: {difference.Row}", 1);
        return differences.Count == 0 ? Say(output, $"{name} equals its rebuild", 0) : Say(output, $"{name} DIFFERS from its rebuild", 1);
    }

    private static int Say(TextWriter output, string line, int code)
    {
        output.WriteLine(line);
        return code;
    }
}
