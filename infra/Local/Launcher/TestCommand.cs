using System.Diagnostics;
using Logistics.Local;

namespace Logistics.Launcher;

/// <summary>
/// `make test`: one PostgreSQL and one RabbitMQ for all test projects, each project in a process of its own, and one
/// true line at the end.
/// </summary>
internal static class TestCommand
{
    private const string EndToEnd = "EndToEnd.Tests";

    public static async Task<int> Run(string filter)
    {
        Lock gate = new();
        var checkout = Checkout.Find();
        var folder = Fresh(Path.Combine(checkout.RunFolder, "trx"));
        var environment = new Dictionary<string, string?>();
        if (!filter.Contains("Needs!=Servers", StringComparison.Ordinal))
        {
            await StartServers(environment);
        }

        // Two at a time keep two cores busy, for most tests wait; what starts whole hubs again and again runs alone.
        var total = new TestSummary(0, 0, 0);
        foreach (var lane in TestProject.All(checkout).GroupBy(project => project.Name == EndToEnd).OrderBy(lane => lane.Key))
        {
            await Parallel.ForEachAsync(lane, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (project, _) =>
            {
                var begin = Stopwatch.GetTimestamp();
                var (summary, output) = await project.Run(filter, folder, environment);
                lock (gate)
                {
                    total += summary;
                    Show(project, summary, output, Stopwatch.GetElapsedTime(begin));
                }
            });
        }

        Console.WriteLine($"Details: {folder}");
        Console.WriteLine(total);
        return total.IsGood ? 0 : 1;
    }

    private static void Show(TestProject project, TestSummary summary, string output, TimeSpan elapsed)
    {
        if (summary.Failed > 0)
        {
            Console.WriteLine(output);
        }

        Console.WriteLine($"{project.Name}: {summary} in {elapsed.TotalSeconds:0.0} s");
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
            await SystemPackages.Ensure(Console.WriteLine,
                [SystemPackage.Chromium, SystemPackage.PythonGrpc, SystemPackage.Protoc, SystemPackage.ProtocTypes, SystemPackage.Mosquitto]);
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
