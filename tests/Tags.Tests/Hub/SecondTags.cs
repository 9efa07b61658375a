using System.Diagnostics;
using Logistics.Specs;

namespace Logistics.Tags.Tests.Hub;

/// <summary>Another process of the service beside the hub's own, with the same settings and other ports.</summary>
internal sealed class SecondTags : IDisposable
{
    private readonly Process process;

    private SecondTags(Process process, Uri http) => (this.process, Http) = (process, http);

    internal Uri Http { get; }

    internal static async Task<SecondTags> Start(Local.Hub hub)
    {
        var ports = new Local.Ports(Path.Combine(hub.Folder, "second-ports.json"));
        var http = $"http://127.0.0.1:{ports.Take("http")}";
        var start = new ProcessStartInfo("dotnet", [Local.Checkout.Find().Program("Tags")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var setting in (await File.ReadAllTextAsync($"/proc/{hub.Part("Tags").Pid}/environ")).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (setting[..setting.IndexOf('=', StringComparison.Ordinal)], setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            if (name.StartsWith("Hub__", StringComparison.Ordinal)) start.Environment[name] = value;
        }

        start.Environment["Hub__Http"] = http;
        start.Environment["Hub__Grpc"] = $"http://127.0.0.1:{ports.Take("grpc")}";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var second = new SecondTags(process, new(http));
        using var client = new HttpClient { BaseAddress = second.Http };
        await Eventually.True(async () => await IsReady(client), "the second process to be ready");
        return second;
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static async Task<bool> IsReady(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
