using System.Diagnostics;
using System.Text.Json;
using Logistics.Local;
using Xunit;

namespace Logistics.EndToEnd.Tests;

/// <summary>A hub without demo traffic, planning or tags, and what a carrier is given to try it out: addresses, a client, the protos.</summary>
public sealed class SandboxHub : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Services that nobody here asks.</summary>
    private static readonly Dictionary<string, string> Absent = new()
    {
        ["Hub__Services__Routing"] = "http://127.0.0.1:1",
        ["Hub__Services__Tags"] = "http://127.0.0.1:1",
    };

    private Hub? hub;

    public string Folder { get; } = Directory.CreateTempSubdirectory("logistics-quick-start-").FullName;

    public async Task InitializeAsync()
    {
        hub = await Hub.Start(new() { Folder = Path.Combine(Folder, "hub"), Demo = false, Services = ["Partners", "Shipments", "Console"], Settings = Absent });
        File.CreateSymbolicLink(Path.Combine(Folder, "protos"), Path.Combine(Checkout.Find().Root, "protos"));
    }

    public async Task DisposeAsync()
    {
        if (hub is not null) await hub.DisposeAsync();
        RunFolder.Delete(Path.Combine(Folder, "hub"));
        Directory.Delete(Folder, recursive: true);
    }

    public void Save(string file, string content) => File.WriteAllText(Path.Combine(Folder, file), content);

    /// <summary>Runs what a reader of the page would type, as somebody who was given the sandbox's key.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> Type(string commands)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var bash = Process.Start(Shell(commands))!;
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(patience.Token), bash.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await bash.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            bash.Kill(entireProcessTree: true);
            throw;
        }

        return bash.ExitCode == 0 ? await output : throw new InvalidOperationException($"{commands}\nended with {bash.ExitCode}: {await output}{await errors}");
    }

    private ProcessStartInfo Shell(string commands)
    {
        using var key = JsonDocument.Parse(File.ReadAllText(Path.Combine(hub!.Keys, "client-sandbox-carrier.json")));
        return new("bash", ["-euo", "pipefail", "-c", commands])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["HUB_PARTNERS"] = hub.Services["Partners"].Grpc.Authority,
                ["HUB_SHIPMENTS"] = hub.Services["Shipments"].Grpc.Authority,
                ["HUB_CONSOLE"] = hub.Services["Console"].Http.Authority,
                ["HUB_LOGIN"] = Path.Combine(hub.Keys, "dispatcher.json"),
                ["HUB_CLIENT"] = "sandbox-carrier",
                ["HUB_SECRET"] = key.RootElement.GetProperty("secret").GetString(),
            },
        };
    }
}
