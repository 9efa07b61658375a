namespace Logistics.Local;

/// <summary>What every service of a hub is given: addresses, its database, its client, its keys.</summary>
internal sealed class ServicePlan
{
    // Left by containers and development shells; a service listens where the hub says and nowhere else.
    private static readonly string[] Foreign = ["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "DOTNET_URLS"];

    // The console has no part in the bus, Partners hears nobody.
    private static readonly string[] Consumers = ["Shipments", "Tags", "Routing"];

    private readonly RunFolder run;
    private readonly HubOptions options;
    private readonly HubServers servers;
    private readonly Checkout checkout = Checkout.Find();
    private readonly Dictionary<string, ServicePorts> addresses;
    private readonly string bootstrap;

    public ServicePlan(RunFolder run, HubOptions options, HubServers servers)
    {
        this.run = run;
        this.options = options;
        this.servers = servers;
        addresses = options.Services.ToDictionary(name => name, name => ServicePorts.Take(run.Ports, name, options.PreferWellKnownPorts));
        bootstrap = Bootstrap.Write(run, options.Services, options.Demo);
    }

    /// <summary>Before anything is started: every service's program is there.</summary>
    public static void RequirePrograms(HubOptions options)
    {
        var checkout = Checkout.Find();
        if (options.Services.FirstOrDefault(name => !File.Exists(checkout.Program(name))) is { } missing)
        {
            throw new FileNotFoundException($"{missing} is not built (`make build`): {checkout.Program(missing)} is missing.");
        }
    }

    public async Task<HubService> Create(string name, CancellationToken ct)
    {
        var program = checkout.Program(name);
        var (http, grpc) = addresses[name];
        var sources = Path.Combine(checkout.Root, "services", name);
        // The service's own folder as content root: its wwwroot is there.
        var folder = Directory.Exists(sources) ? sources : Path.GetDirectoryName(program)!;
        return new(name, http, grpc, ServiceProcess.Create(run, name, [program], http, await Environment(name, ct), folder));
    }

    public static bool Consumes(string name) => Consumers.Contains(name);

    /// <summary>Declares the queues a service consumes from; it need not have been started ever.</summary>
    public async Task DeclareQueues(string name, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(90));
        await Command.Run("dotnet", [checkout.Program(name), "declare-queues"], environment: await Environment(name, ct), ct: patience.Token);
    }

    private async Task<Dictionary<string, string?>> Environment(string name, CancellationToken ct)
    {
        var lower = name.ToLowerInvariant();
        var (http, grpc) = addresses[name];
        var environment = Foreign.ToDictionary(variable => variable, _ => (string?)null);
        environment["Hub__Http"] = Text(http);
        environment["Hub__Grpc"] = Text(grpc);
        environment["Hub__Postgres"] = await servers.Postgres.CreateServiceDatabase(lower, ct);
        environment["Hub__RabbitMq"] = servers.Amqp;
        environment["Hub__RabbitMqManagement"] = servers.RabbitMq.Management.ToString();
        environment["Hub__Client__Id"] = $"svc-{lower}";
        environment["Hub__Client__Secret"] = Bootstrap.ClientSecret(run, $"svc-{lower}");
        environment["Hub__Keys"] = Directory.CreateDirectory(Path.Combine(run.Keys, lower)).FullName;
        foreach (var (service, (otherHttp, otherGrpc)) in addresses)
        {
            environment[$"Hub__Services__{service}"] = Text(service == "Console" ? otherHttp : otherGrpc);
        }

        if (name == "Partners")
        {
            environment["Hub__Bootstrap"] = bootstrap;
        }

        if (name == "Routing")
        {
            environment["Routing__RoadKilometresPerHour"] = DemoSpeed.RoadKilometresPerHour(options.DemoSpeed);
        }

        foreach (var (key, value) in options.Settings)
        {
            environment[key] = value;
        }

        return environment;
    }

    private static string Text(Uri address) => address.ToString().TrimEnd('/');
}
