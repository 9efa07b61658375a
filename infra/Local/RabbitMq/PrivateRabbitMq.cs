using System.Globalization;

namespace Logistics.Local;

/// <summary>
/// A RabbitMQ node of our own with an epmd of its own, both on loopback alone: data, logs and cookie in the run
/// folder. A node that a system package started is left alone.
/// </summary>
public sealed class PrivateRabbitMq : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly SupervisedProcess epmd;
    private readonly SupervisedProcess node;

    private PrivateRabbitMq(SupervisedProcess epmd, SupervisedProcess node, RabbitMqServer server)
    {
        this.epmd = epmd;
        this.node = node;
        Server = server;
    }

    public RabbitMqServer Server { get; }
    public SupervisedProcess Process => node;

    /// <summary>Starts epmd and the node with the plugins mqtt, management and prometheus.</summary>
    public static async Task<PrivateRabbitMq> Start(RunFolder run, RabbitMqPreferredPorts? preferred = null, CancellationToken ct = default)
    {
        var program = RabbitMqPrograms.Server;
        if (program is null || RabbitMqPrograms.Epmd is null)
        {
            throw new InvalidOperationException($"RabbitMQ is not installed: install it, or name a broker in {RabbitMqServer.Variable}.");
        }

        var folder = RabbitMqFolder.Prepare(run, preferred ?? new());
        await folder.EndLeftover(run.Say, ct);
        var epmdPort = folder.Ports.Epmd.ToString(CultureInfo.InvariantCulture);
        var epmd = new SupervisedProcess(
            new("epmd", RabbitMqPrograms.Epmd, ["-address", "127.0.0.1", "-port", epmdPort]),
            run.Log("epmd"), async _ => (await Command.Try(RabbitMqPrograms.Epmd, ["-port", epmdPort, "-names"], ct: CancellationToken.None)).ExitCode == 0, run.Say);
        var node = new SupervisedProcess(
            new("RabbitMQ", program, []) { Environment = folder.Environment }, run.Log("rabbitmq"), folder.Server.Answers, run.Say);
        await epmd.Start(Patience, ct);
        await node.Start(Patience, ct);
        return new(epmd, node, folder.Server);
    }

    public async Task Stop()
    {
        await node.Stop(Patience);
        await epmd.Stop(TimeSpan.FromSeconds(10));
    }

    /// <summary>Ends the node like a power cut; it is started again at once and recovers.</summary>
    public Task Kill() => node.Kill();

    public async Task Restart(CancellationToken ct = default)
    {
        await node.Stop(Patience);
        await node.Start(Patience, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await node.DisposeAsync();
        await epmd.DisposeAsync();
        Server.Dispose();
    }
}
