using System.Diagnostics;
using Logistics.Local;

namespace Logistics.Launcher;

/// <summary>
/// `make test`: one PostgreSQL and one RabbitMQ for all test projects, each project in a process of its own, and one
/// true line at the end.
/// </summary>
internal static class TestCommand
{
    public static async Task<int> Run(string filter)
    {
        var checkout = Checkout.Find();
        var folder = Fresh(Path.Combine(checkout.RunFolder, "trx"));
        var environment = new Dictionary<string, string?>();
        if (!filter.Contains("Needs!=Servers", StringComparison.Ordinal))
        {
            await StartServers(environment);
        }

        var total = new TestSummary(0, 0, 0);
        // One after the other: several start whole hubs, and two of those on two cores only time each other out.
        foreach (var project in TestProject.All(checkout))
        {
            var begin = Stopwatch.GetTimestamp();
            var (summary, output) = await project.Run(filter, folder, environment);
            if (summary.Failed > 0)
            {
                Console.WriteLine(output);
            }

            Console.WriteLine($"{project.Name}: {summary} in {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");
            total += summary;
        }

        Console.WriteLine($"Details: {folder}");
        Console.WriteLine(total);
        return total.IsGood ? 0 : 1;
    }

    private static async Task StartServers(Dictionary<string, string?> environment)
    {
        await SystemPackages.Ensure(Console.WriteLine, [SystemPackage.Postgres, SystemPackage.RabbitMq]);
        await EnsureOptional();
        environment[PostgresServer.Variable] = (await TestServers.Postgres()).AdminConnectionString;
        var broker = await TestServers.RabbitMq();
        environment[RabbitMqServer.Variable] = broker.Amqp.ToString();
        environment[RabbitMqServer.ManagementVariable] = broker.Management.ToString();
    }

    /// <summary>Tools that only some tests look through; without them those tests fail and say which is missing.</summary>
    private static async Task EnsureOptional()
    {
        try
        {
            await SystemPackages.Ensure(Console.WriteLine, [SystemPackage.Chromium, SystemPackage.PythonGrpc, SystemPackage.Mosquitto]);
        }
        catch (InvalidOperationException e)
        {
            Console.Error.WriteLine(e.Message);
        }
    }

    private static string Fresh(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Directory.CreateDirectory(folder).FullName;
    }
}
