using System.Text.Json;
using Logistics.Local;

namespace Logistics.Launcher;

/// <summary>`make run`: starts a hub and stays until it is told to stop.</summary>
internal static class RunCommand
{
    public static async Task<int> Run()
    {
        using var stop = new StopSignal();
        var screen = new Screen();
        var isDemo = Environment.GetEnvironmentVariable("DEMO") != "0";
        var arguments = Environment.GetEnvironmentVariable("DEMO_ARGS") ?? "";
        try
        {
            await EnsureServers(screen, stop.Token);
            await using var hub = await Hub.Start(
                new()
                {
                    Folder = Checkout.Find().RunFolder,
                    Say = screen.Say,
                    Demo = isDemo,
                    DemoSpeed = isDemo ? DemoSpeed.In(arguments) : 1,
                    NamedServers = true,
                    PreferWellKnownPorts = true,
                },
                stop.Token);
            await StartDemo(hub, isDemo ? arguments : null, screen, stop.Token);
            screen.ShowTable("The hub runs. Ctrl-C stops it; its data stay.", Addresses(hub));
            await stop.Wait();
            screen.Say("Stopping");
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            screen.Say("Stopped while starting");
            return 130;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            // The operator's to mend; the message says what to change.
            Console.Error.WriteLine(e.Message);
            return 1;
        }

        screen.Say("Stopped");
        return 0;
    }

    private static Task EnsureServers(Screen screen, CancellationToken ct)
    {
        List<SystemPackage> needed = [];
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(PostgresServer.Variable)))
        {
            needed.Add(SystemPackage.Postgres);
        }

        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(RabbitMqServer.Variable)))
        {
            needed.Add(SystemPackage.RabbitMq);
        }

        return SystemPackages.Ensure(screen.Say, needed, ct);
    }

    private static async Task StartDemo(Hub hub, string? arguments, Screen screen, CancellationToken ct)
    {
        if (arguments is null)
        {
            screen.Say("DEMO=0: an empty hub, no demo traffic");
        }
        else if (File.Exists(Checkout.Find().Program("Demo")))
        {
            await hub.StartBeside("demo", "Demo", arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), ct);
            screen.Say("Demo traffic is running");
        }
        else
        {
            screen.Say("No demo traffic: infra/Local/Demo is not built");
        }
    }

    private static IEnumerable<(string Name, string Value)> Addresses(Hub hub)
    {
        var dispatcher = Path.Combine(hub.Keys, "dispatcher.json");
        using var login = JsonDocument.Parse(File.ReadAllText(dispatcher));
        var email = login.RootElement.GetProperty("email").GetString();
        yield return ("Console", hub.Services["Console"].Http.ToString());
        yield return ("  sign in as", email!);
        yield return ("  one-time password", hub.IsFirstStart
            ? $"{login.RootElement.GetProperty("oneTimePassword").GetString()}   (kept in {dispatcher})"
            : $"in {dispatcher}, until it is used");
        foreach (var service in hub.Services.Values.Where(service => service.Name != "Console"))
        {
            yield return ($"{service.Name} gRPC", service.Grpc.ToString());
        }

        yield return ("Tag reads by HTTP", new Uri(hub.Services["Tags"].Http, "/v1/reads").ToString());
        if (hub.RabbitMq.MqttPort is { } mqtt) yield return ("Tag reads by MQTT", $"{hub.RabbitMq.Management.Host}:{mqtt}");
        yield return ("Device keys by HTTP", new Uri(hub.Services["Partners"].Http, "/v1/devices").ToString());
        yield return ("Keys for callers", hub.Keys);
        yield return ("RabbitMQ management", $"{hub.RabbitMq.Management}   (user hub, password in {hub.Folder}/secrets/rabbitmq-hub)");
        yield return ("PostgreSQL", $"{Place(hub.Postgres)}   (user app, password in {hub.Folder}/secrets/postgres-app)");
        yield return ("Logs", Path.Combine(hub.Folder, "logs"));
    }

    private static string Place(PostgresServer server)
    {
        var connection = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = server.AdminConnectionString };
        return $"{connection["Host"]}:{(connection.TryGetValue("Port", out var port) ? port : 5432)}";
    }
}
