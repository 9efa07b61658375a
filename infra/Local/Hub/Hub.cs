using System.Diagnostics;

namespace Logistics.Local;

/// <summary>
/// A whole hub in one folder: PostgreSQL, RabbitMQ and the services, each a process of its own that is started again
/// when it crashes. Disposing stops everything in order; what it stored is found again by the next start.
/// </summary>
public sealed class Hub : IAsyncDisposable
{
    private readonly HubOptions options;
    private readonly RunFolder run;
    private readonly FolderLock folderLock;
    private readonly Dictionary<string, HubService> services = [];
    private readonly List<SupervisedProcess> beside = [];
    private HubServers? servers;

    private Hub(HubOptions options)
    {
        this.options = options;
        folderLock = FolderLock.Take(options.Folder);
        run = new(options.Folder, options.Say);
        IsFirstStart = !File.Exists(Path.Combine(run.Keys, "dispatcher.json"));
    }

    public string Folder => run.Path;

    /// <summary>Key files of clients, devices and the dispatcher.</summary>
    public string Keys => run.Keys;

    /// <summary>Whether the folder was empty before this start.</summary>
    public bool IsFirstStart { get; }

    public IReadOnlyDictionary<string, HubService> Services => services;
    public PostgresServer Postgres => servers!.Postgres;
    public RabbitMqServer RabbitMq => servers!.RabbitMq;

    /// <summary>Starts everything and waits until it is ready; what was started is stopped again when something fails.</summary>
    public static async Task<Hub> Start(HubOptions options, CancellationToken ct = default)
    {
        var hub = new Hub(options);
        try
        {
            await hub.StartParts(ct);
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>A part by name: PostgreSQL, RabbitMQ, or a service.</summary>
    public SupervisedProcess Part(string name) =>
        services.GetValueOrDefault(name)?.Process
        ?? servers?.Processes.FirstOrDefault(process => process.Name == name)
        ?? throw new ArgumentException($"{name} is not a part that this hub started.", nameof(name));

    /// <summary>Stops a part by signal, starts it and waits until it is ready.</summary>
    public Task Restart(string part, CancellationToken ct = default) => Part(part).Restart(ct);

    /// <summary>Ends a part like a power cut; it is started again by itself (await <see cref="SupervisedProcess.WaitUntilReady"/>).</summary>
    public Task Kill(string part) => Part(part).Kill();

    /// <summary>The connection string of a service's own database, as the service has it.</summary>
    public Task<string> DatabaseOf(string service, CancellationToken ct = default) =>
        Postgres.CreateServiceDatabase(service.ToLowerInvariant(), ct);

    /// <summary>Starts a program of ours beside the services, told about the hub by its environment; not awaited but by its exit.</summary>
    public async Task<SupervisedProcess> StartBeside(string name, string project, IReadOnlyList<string> arguments, CancellationToken ct = default)
    {
        var program = Checkout.Find().Program(project);
        var environment = services.ToDictionary(service => $"Hub__Services__{service.Key}", service => (string?)Address(service.Value));
        environment["LOGISTICS_RUN"] = Folder;
        var process = new SupervisedProcess(
            new(name, "dotnet", [program, .. arguments]) { Environment = environment, WorkingDirectory = Folder, MayFinish = true },
            run.Log(name.ToLowerInvariant()), _ => Task.FromResult(true), run.Say);
        beside.Add(process);
        await process.Start(ct);
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        HubState.Delete(Folder);
        await Task.WhenAll(beside.Select(process => process.DisposeAsync().AsTask()));
        // Partners last: the others ask it about their callers while they finish.
        var first = options.Services[0];
        await Task.WhenAll(services.Values.Where(service => service.Name != first).Select(service => service.Process.DisposeAsync().AsTask()));
        if (services.GetValueOrDefault(first) is { } partners)
        {
            await partners.Process.DisposeAsync();
        }

        if (servers is not null)
        {
            await servers.DisposeAsync();
        }

        folderLock.Dispose();
    }

    private static string Address(HubService service) => (service.Name == "Console" ? service.Http : service.Grpc).ToString().TrimEnd('/');

    private async Task StartParts(CancellationToken ct)
    {
        ServicePlan.RequirePrograms(options);
        servers = await HubServers.Start(run, options, ct);
        var plan = new ServicePlan(run, options, servers);
        foreach (var name in options.Services)
        {
            services[name] = await plan.Create(name, ct);
        }

        // Before anybody publishes: a message to an exchange that nobody is bound to yet is confirmed and gone.
        await Task.WhenAll(options.Services.Where(ServicePlan.Consumes).Select(name => plan.DeclareQueues(name, ct)));
        await StartService(services[options.Services[0]], ct);
        await Task.WhenAll(options.Services.Skip(1).Select(name => StartService(services[name], ct)));
        var addresses = services.ToDictionary(service => service.Key, service => new HubState.Addresses(service.Value.Http, service.Value.Grpc));
        new HubState(Folder, Environment.ProcessId, addresses, Keys, RabbitMq.Management, RabbitMq.MqttPort).Write();
    }

    private async Task StartService(HubService service, CancellationToken ct)
    {
        var begin = Stopwatch.GetTimestamp();
        await service.Process.Start(ct);
        run.Say($"{service.Name} is ready after {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s");
    }
}
