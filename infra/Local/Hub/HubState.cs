using System.Text.Json;

namespace Logistics.Local;

/// <summary>
/// What a running hub tells other programs of ours in hub.json: addresses and where keys are, no secrets. The demo,
/// the replay and benchmarks find their hub by it.
/// </summary>
public sealed record HubState(
    string Folder, int LauncherPid, IReadOnlyDictionary<string, HubState.Addresses> Services, string Keys, Uri RabbitMqManagement, int? MqttPort)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>A service's HTTP and gRPC addresses.</summary>
    public sealed record Addresses(Uri Http, Uri Grpc);

    /// <summary>The state of the hub in this folder; clear when none was ever started there.</summary>
    public static HubState Load(string folder)
    {
        var file = FileIn(folder);
        return File.Exists(file)
            ? JsonSerializer.Deserialize<HubState>(File.ReadAllText(file), Json)!
            : throw new FileNotFoundException($"No hub runs in {folder}: start one with `make run`.", file);
    }

    internal void Write()
    {
        var file = FileIn(Folder);
        File.WriteAllText($"{file}.part", JsonSerializer.Serialize(this, Json));
        File.Move($"{file}.part", file, overwrite: true);
    }

    internal static void Delete(string folder) => File.Delete(FileIn(folder));

    private static string FileIn(string folder) => Path.Combine(folder, "hub.json");
}
