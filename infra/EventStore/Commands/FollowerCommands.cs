using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Logistics.EventStore;

/// <summary>Commands about followers that stopped. The service runs on meanwhile and notices.</summary>
internal static class FollowerCommands
{
    internal static async Task<int?> Run(IServiceProvider services, string[] args, TextWriter output, CancellationToken ct)
    {
        switch (args)
        {
            case ["projections"]:
                await Reports().List(null, output, ct);
                return 0;
            case ["inspect", var name]:
                return await Reports().Inspect(name, output, ct) ? 0 : Say($"Nothing of the name '{name}' ever ran here.", 2);
            case ["skip", var name, var at, "--reason", var reason] when Position(at) is { } position && !string.IsNullOrWhiteSpace(reason):
                return await Orders().Skip(name, VersionOf(services, name), position, reason, ct)
                    ? Say($"{name} skips event {position}; it is recorded", 0)
                    : Say($"{name} does not stand at event {position}, nothing skipped; look at: inspect {name}", 2);
            case ["skip", ..]:
                return Say("Say: skip NAME POSITION --reason TEXT", 2);
            case ["retry", var name]:
                return await Orders().Retry(name, ct) ? Say($"{name} tries again", 0) : Say($"{name} neither stopped nor fails", 2);
            default:
                return null;
        }

        FollowerReports Reports() => ActivatorUtilities.CreateInstance<FollowerReports>(services);
        FollowerOrders Orders() => ActivatorUtilities.CreateInstance<FollowerOrders>(services);
        int Say(string line, int code)
        {
            output.WriteLine(line);
            return code;
        }
    }

    private static long? Position(string text)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;

    // The version of this code: a rebuild to a new version stops at events that the old one took.
    private static int VersionOf(IServiceProvider services, string name)
        => services.GetServices<Projection>().SingleOrDefault(projection => projection.Name == name)?.Version ?? 1;
}
