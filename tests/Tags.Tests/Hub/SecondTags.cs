using System.Globalization;
using Logistics.Local;

namespace Logistics.Tags.Tests.Hub;

/// <summary>Another process of the service beside the hub's own, with the same settings and other ports; it too is started again when it is killed.</summary>
internal sealed class SecondTags : IAsyncDisposable
{
    private readonly HttpClient health;

    private SecondTags(Uri http, Uri grpc, string folder, IReadOnlyDictionary<string, string?> settings)
    {
        var program = Checkout.Find().Program("Tags");
        (Http, Grpc, health) = (http, grpc, new() { BaseAddress = http, Timeout = TimeSpan.FromSeconds(5) });
        Process = new(
            new("Tags 2", "dotnet", [program]) { Environment = settings, WorkingDirectory = Path.GetDirectoryName(program), Patience = TimeSpan.FromSeconds(90) },
            new(Path.Combine(folder, "logs", "tags-2.log")), IsReady, _ => { });
    }

    internal Uri Http { get; }

    internal Uri Grpc { get; }

    internal SupervisedProcess Process { get; }

    internal static async Task<SecondTags> Start(Local.Hub hub)
    {
        var ports = new Ports(Path.Combine(hub.Folder, "second-ports.json"));
        var (http, grpc) = (Loopback(ports.Take("http")), Loopback(ports.Take("grpc")));
        var settings = (await File.ReadAllTextAsync($"/proc/{hub.Part("Tags").Pid}/environ")).Split('\0')
            .Where(setting => setting.StartsWith("Hub__", StringComparison.Ordinal)).Select(setting => setting.Split('=', 2))
            .ToDictionary(setting => setting[0], setting => (string?)setting[1]);
        (settings["Hub__Http"], settings["Hub__Grpc"]) = (http, grpc);
        var second = new SecondTags(new(http), new(grpc), hub.Folder, settings);
        await second.Process.Start();
        return second;
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        health.Dispose();
    }

    private static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    private async Task<bool> IsReady(CancellationToken ct)
    {
        try
        {
            using var answer = await health.GetAsync("/health/ready", ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
