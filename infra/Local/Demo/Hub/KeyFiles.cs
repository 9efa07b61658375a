using System.Text.Json.Nodes;

namespace Logistics.Demo.Hub;

/// <summary>What the launcher wrote for everyone who comes from outside.</summary>
internal sealed class KeyFiles(string folder)
{
    internal string Secret(string client) => Read($"client-{client}", "secret");

    internal string DeviceKey(string device) => Read($"device-{device}", "key");

    private string Read(string name, string member)
    {
        var file = Path.Combine(folder, $"{name}.json");
        return (string?)JsonNode.Parse(File.ReadAllText(file))?[member] ?? throw new InvalidDataException($"{file} has no {member}.");
    }
}
