namespace Logistics.Local;

/// <summary>The hub's PostgreSQL and RabbitMQ: named ones, or private ones that start and end with it.</summary>
internal sealed class HubServers : IAsyncDisposable
{
    internal const string VirtualHost = "hub";
    private PrivatePostgres? privatePostgres;
    private PrivateRabbitMq? privateRabbitMq;

    public required PostgresServer Postgres { get; init; }
    public required RabbitMqServer RabbitMq { get; init; }

    /// <summary>The hub's virtual host.</summary>
    public required string Amqp { get; init; }

    /// <summary>The private servers' processes by name.</summary>
    public IEnumerable<SupervisedProcess> Processes =>
        new[] { privatePostgres?.Process, privateRabbitMq?.Process }.OfType<SupervisedProcess>();

    public static async Task<HubServers> Start(RunFolder run, HubOptions options, CancellationToken ct)
    {
        var namedPostgres = options.NamedServers ? Environment.GetEnvironmentVariable(PostgresServer.Variable) : null;
        var namedRabbitMq = options.NamedServers ? RabbitMqServer.Named() : null;
        var postgres = string.IsNullOrEmpty(namedPostgres) ? StartPostgres(run, options, ct) : null;
        var rabbitMq = namedRabbitMq is null ? StartRabbitMq(run, options, ct) : null;
        try
        {
            await Task.WhenAll(postgres ?? Task.CompletedTask, rabbitMq ?? Task.CompletedTask);
            var broker = namedRabbitMq ?? (await rabbitMq!).Server;
            return new()
            {
                privatePostgres = postgres is null ? null : await postgres,
                privateRabbitMq = rabbitMq is null ? null : await rabbitMq,
                Postgres = postgres is null ? new(namedPostgres!, run.Secrets) : (await postgres).Server,
                RabbitMq = broker,
                // A named broker's URI names its virtual host too, and its user may be no administrator.
                Amqp = namedRabbitMq is null ? await broker.CreateVirtualHost(VirtualHost, ct) : namedRabbitMq.Amqp.ToString(),
            };
        }
        catch
        {
            await Dispose(postgres);
            await Dispose(rabbitMq);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (privateRabbitMq is not null)
        {
            await privateRabbitMq.DisposeAsync();
        }

        if (privatePostgres is not null)
        {
            await privatePostgres.DisposeAsync();
        }
    }

    private static async Task<PrivatePostgres> StartPostgres(RunFolder run, HubOptions options, CancellationToken ct)
    {
        var postgres = await PrivatePostgres.Start(run, options.PreferWellKnownPorts ? 18432 : null, ct);
        run.Say("PostgreSQL is ready");
        return postgres;
    }

    private static async Task<PrivateRabbitMq> StartRabbitMq(RunFolder run, HubOptions options, CancellationToken ct)
    {
        var ports = options.PreferWellKnownPorts ? new RabbitMqPreferredPorts(18672, 18673, 18883) : null;
        var partners = ServicePorts.Take(run.Ports, "Partners", options.PreferWellKnownPorts);
        var rabbitMq = await PrivateRabbitMq.Start(run, ports, partners.Http, ct);
        run.Say("RabbitMQ is ready");
        return rabbitMq;
    }

    private static async Task Dispose<T>(Task<T>? starting)
        where T : IAsyncDisposable
    {
        if (starting is { IsCompletedSuccessfully: true })
        {
            await (await starting).DisposeAsync();
        }
    }
}
