using System.Text.Json.Nodes;
using Logistics.Local;

namespace Logistics.Smoke;

/// <summary>Runs hub_client.py by Debian's own python3, the one that has python3-grpcio.</summary>
internal sealed class PythonClient(Hub hub, JsonObject state)
{
    internal Task<JsonObject> Run(string command, CancellationToken ct) => Run([command], ct);

    /// <param name="command">With its arguments.</param>
    internal async Task<JsonObject> Run(IReadOnlyList<string> command, CancellationToken ct)
    {
        var file = Path.Combine(hub.Folder, "state.json");
        await File.WriteAllTextAsync(file, state.ToJsonString(), ct);
        var addresses = Path.Combine(hub.Folder, "addresses.json");
        var grpc = hub.Services.ToDictionary(service => service.Key, service => (JsonNode?)service.Value.Grpc.Authority);
        await File.WriteAllTextAsync(addresses, new JsonObject(grpc!).ToJsonString(), ct);
        var (exitCode, output) = await Command.Try(
            "/usr/bin/python3",
            [Path.Combine(AppContext.BaseDirectory, "hub_client.py"), Path.Combine(Checkout.Find().Root, "protos"), addresses, hub.Keys, file, .. command],
            ct: ct);
        return exitCode == 0 ? JsonNode.Parse(output.Trim().Split('\n')[^1])!.AsObject() : throw new SmokeFailure($"{string.Join(' ', command)}: {output}");
    }
}
