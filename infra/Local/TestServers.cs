using System.Collections.Concurrent;
using System.Globalization;

namespace Logistics.Local;

/// <summary>
/// Servers for tests: those named in LOGISTICS_POSTGRES and LOGISTICS_RABBITMQ (`make test` starts one of each for
/// all its test processes), else private ones of this process that end with it. What was made in a named server is
/// dropped when the process ends.
/// </summary>
public static class TestServers
{
    private static readonly Lazy<RunFolder> Run = new(PrepareFolder);
    private static readonly Lazy<Task<PostgresServer>> SharedPostgres = new(StartPostgres);
    private static readonly Lazy<Task<RabbitMqServer>> SharedRabbitMq = new(StartRabbitMq);
    private static readonly ConcurrentBag<Func<Task>> AtExit = [];

    static TestServers() => AppDomain.CurrentDomain.ProcessExit += (_, _) => CleanUp();

    /// <summary>The server itself, for a test that makes more than one database belong together.</summary>
    public static Task<PostgresServer> Postgres() => SharedPostgres.Value;

    public static Task<RabbitMqServer> RabbitMq() => SharedRabbitMq.Value;

    /// <summary>A new empty database with an owning role of the same name and that role's `_query` role.</summary>
    /// <returns>The owner's connection string.</returns>
    public static async Task<string> FreshDatabase(string name = "test")
    {
        var server = await Postgres();
        var unique = $"{name}_{Unique()}";
        var connection = await server.CreateServiceDatabase(unique);
        AtExit.Add(() => server.DropServiceDatabase(unique));
        return connection;
    }

    /// <summary>A new empty virtual host.</summary>
    /// <returns>Its amqp URI.</returns>
    public static async Task<string> FreshVirtualHost()
    {
        var server = await RabbitMq();
        var unique = $"test-{Unique()}";
        var uri = await server.CreateVirtualHost(unique);
        AtExit.Add(() => server.DeleteVirtualHost(unique));
        return uri;
    }

    private static string Unique() => Guid.NewGuid().ToString("N")[..12];

    private static async Task<PostgresServer> StartPostgres()
    {
        if (Environment.GetEnvironmentVariable(PostgresServer.Variable) is { Length: > 0 } named)
        {
            return new(named, Run.Value.Secrets);
        }

        var postgres = await PrivatePostgres.Start(Run.Value);
        AtExit.Add(postgres.Process.Stop);
        return postgres.Server;
    }

    private static async Task<RabbitMqServer> StartRabbitMq()
    {
        if (RabbitMqServer.Named() is { } named)
        {
            return named;
        }

        var rabbitMq = await PrivateRabbitMq.Start(Run.Value);
        AtExit.Add(rabbitMq.Stop);
        return rabbitMq.Server;
    }

    private static RunFolder PrepareFolder()
    {
        var all = Directory.CreateDirectory(Path.Combine(Checkout.Find().RunFolder, "tests")).FullName;
        foreach (var left in Directory.GetDirectories(all).Where(IsLeftBehind))
        {
            TryDelete(left);
        }

        return new(Path.Combine(all, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The runner gives a test process little time to end; the next one clears up after it.</summary>
    private static bool IsLeftBehind(string folder) =>
        !int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) || !Signals.IsAlive(pid);

    private static void CleanUp()
    {
        Task.WhenAll(AtExit.Select(end => end())).Wait(TimeSpan.FromSeconds(20));
        if (Run.IsValueCreated)
        {
            TryDelete(Run.Value.Path);
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            RunFolder.Delete(folder);
        }
        catch (IOException e)
        {
            // A server that is just ending still writes; the next test process finds the folder again.
            Console.Error.WriteLine($"{folder} stays for now: {e.Message}");
        }
    }
}
