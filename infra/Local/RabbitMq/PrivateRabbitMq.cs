using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Logistics.Local;

/// <summary>
/// A RabbitMQ node of our own with an epmd of its own, both on loopback alone: data, logs and cookie in the run
/// folder. A node that a system package started is left alone.
/// </summary>
public sealed class PrivateRabbitMq : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly SupervisedProcess epmd;

    private PrivateRabbitMq(SupervisedProcess epmd, SupervisedProcess node, RabbitMqServer server)
    {
        this.epmd = epmd;
        Process = node;
        Server = server;
    }

    public RabbitMqServer Server { get; }

    /// <summary>The node, to stop and restart it; killed as by a power cut, it is started again at once and recovers.</summary>
    public SupervisedProcess Process { get; }

    /// <summary>Starts epmd and the node with the plugins mqtt, management and prometheus.</summary>
    public static async Task<PrivateRabbitMq> Start(RunFolder run, RabbitMqPreferredPorts? preferred = null, Uri? devices = null, CancellationToken ct = default)
    {
        var program = RabbitMqPrograms.Server;
        if (program is null || RabbitMqPrograms.Epmd is null)
        {
            throw new InvalidOperationException($"RabbitMQ is not installed: install it, or name a broker in {RabbitMqServer.Variable}.");
        }

        var folder = RabbitMqFolder.Prepare(run, preferred ?? new(), devices);
        await folder.EndLeftover(run.Say, ct);
        var epmd = new SupervisedProcess(EpmdSpec(RabbitMqPrograms.Epmd, folder), run.Log("epmd"), _ => Listens(folder.Ports.Epmd), run.Say);
        var node = new SupervisedProcess(
            new("RabbitMQ", program, []) { Environment = folder.Environment, Patience = Patience, Grace = Patience },
            run.Log("rabbitmq"), folder.Server.Answers, run.Say);
        var rabbitMq = new PrivateRabbitMq(epmd, node, folder.Server);
        await rabbitMq.Start(ct);
        return rabbitMq;
    }

    public async Task Stop()
    {
        await Process.Stop();
        await epmd.Stop();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await Process.DisposeAsync();
        await epmd.DisposeAsync();
        Server.Dispose();
    }

    private static ProcessSpec EpmdSpec(string program, RabbitMqFolder folder) =>
        new("epmd", program, ["-address", "127.0.0.1", "-port", folder.Ports.Epmd.ToString(CultureInfo.InvariantCulture)]);

    private static async Task<bool> Listens(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task Start(CancellationToken ct)
    {
        try
        {
            await epmd.Start(ct);
            await Process.Start(ct);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }
}
