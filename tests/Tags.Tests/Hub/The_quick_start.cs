using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FluentAssertions;
using Logistics.Local;
using Xunit;

namespace Logistics.Tags.Tests.Hub;

/// <summary>docs/quick-start-devices.md as it stands, by a shell that knows nothing but the variables it names.</summary>
[Trait("Needs", "Servers")]
[Collection(OneRunningHub.Name)]
public sealed partial class The_quick_start(RunningHub hub) : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("quick-start-");

    public Task InitializeAsync() => SystemPackages.Ensure(
        Console.WriteLine, [SystemPackage.Mosquitto, SystemPackage.PythonGrpc, SystemPackage.Protoc, SystemPackage.ProtocTypes, SystemPackage.Curl]);

    public Task DisposeAsync()
    {
        folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Does_what_it_says()
    {
        var script = Path.Combine(folder.FullName, "quick-start.sh");
        await File.WriteAllTextAsync(script, $"set -euo pipefail\ncd {folder.FullName}\n{await Variables()}\n{await Blocks()}");

        var (exit, output) = await RunningHub.Run("bash", script);

        exit.Should().Be(0, output);
        (await hub.Count("select count(*) from reads where gateway = 'gw-roof'")).Should().Be(104);
        (await hub.Count("select count(*) from gateway_heartbeats where gateway = 'gw-roof' and firmware like '4.2.%'")).Should().Be(1);
    }

    private async Task<string> Variables()
    {
        var admin = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(hub.Hub.Keys, "client-hub-demo.json")))!;
        var (partners, tags) = (hub.Hub.Services["Partners"], hub.Hub.Services["Tags"]);
        return $"""
            export HUB_PROTOS={Path.Combine(Checkout.Find().Root, "protos")}
            export PARTNERS_GRPC={partners.Grpc.Authority} PARTNERS_HTTP=http://{partners.Http.Authority}
            export TAGS_GRPC={tags.Grpc.Authority} TAGS_HTTP=http://{tags.Http.Authority}
            export MQTT_HOST=127.0.0.1 MQTT_PORT={hub.Hub.RabbitMq.MqttPort}
            export ADMIN_ID=hub-demo ADMIN_SECRET='{(string)admin["secret"]!}'
            """;
    }

    private static async Task<string> Blocks()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Checkout.Find().Root, "docs", "quick-start-devices.md"));
        var blocks = Block().Matches(text).Select(block => block.Groups[1].Value).ToList();
        blocks.Should().HaveCountGreaterThan(6);
        return string.Join("\n", blocks);
    }

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
