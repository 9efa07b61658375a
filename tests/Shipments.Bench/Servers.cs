using Logistics.Local;

namespace Logistics.Shipments.Bench;

/// <summary>A PostgreSQL server and a broker of our own, durable as they come.</summary>
internal sealed class Servers : IAsyncDisposable
{
    private readonly RunFolder run;
    private readonly PrivatePostgres postgres;
    private readonly PrivateRabbitMq rabbitMq;

    private Servers(RunFolder run, PrivatePostgres postgres, PrivateRabbitMq rabbitMq)
        => (this.run, this.postgres, this.rabbitMq) = (run, postgres, rabbitMq);

    internal static async Task<Servers> Start(RunFolder run) => new(run, await PrivatePostgres.Start(run), await PrivateRabbitMq.Start(run));

    /// <summary>The service on a database and a virtual host of its own.</summary>
    internal async Task<RunningService> Service(string name)
        => await RunningService.Start(
            await postgres.Server.CreateServiceDatabase($"bench_{name}"), await rabbitMq.Server.CreateVirtualHost($"bench-{name}"),
            Directory.CreateDirectory(Path.Combine(run.Path, "keys")).FullName);

    internal Task<string> Database(string name) => postgres.Server.CreateServiceDatabase($"bench_{name}");

    public async ValueTask DisposeAsync()
    {
        await rabbitMq.DisposeAsync();
        await postgres.DisposeAsync();
    }
}
