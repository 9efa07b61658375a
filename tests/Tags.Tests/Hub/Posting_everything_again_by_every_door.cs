using System.Text.Json;
using FluentAssertions;
using Logistics.Local;
using Logistics.Tags.Tests.Hub.Load;
using Logistics.Tags.Tests.Server;
using Logistics.TestBus;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Hub;

/// <summary>Gateways that lost their memory, and webhooks that are called again: all there is once more, in any order, by any door, at once.</summary>
[Trait("Needs", "Servers")]
[Collection(OneRunningHub.Name)]
public sealed class Posting_everything_again_by_every_door(RunningHub hub) : IAsyncLifetime
{
    private const int Uplinks = 40;
    private static readonly string[] Sensors = ["70B3D57ED0000401", "70B3D57ED0000402", "70B3D57ED0000403"];

    private readonly HttpClient http = new() { BaseAddress = hub.Http, Timeout = TimeSpan.FromSeconds(20) };

    public Task InitializeAsync() => SystemPackages.Ensure(Console.WriteLine, [SystemPackage.Mosquitto]);

    public Task DisposeAsync()
    {
        http.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Changes_nothing_in_journal_presence_condition_or_any_stream()
    {
        var (seed, devices) = (Random.Shared.Next(), new List<Device>());
        for (var n = 0; n < 3; n++) devices.Add(await hub.Gateway($"gw-doors-{n}-{Guid.NewGuid():N}"));
        var webhook = await hub.Gateway($"gw-doors-lorawan-{Guid.NewGuid():N}");
        foreach (var sensor in Sensors) await hub.Tags.RegisterTagAsync(new() { TagId = $"device:{sensor}", Kind = V1.TagKind.Lorawan }, hub.Admin);
        var traffic = await Desk.Expect(hub, new(seed, devices, readsPerDevice: 300, tags: 12));
        await using (var bus = await TheBus.Connect(await hub.Hub.RabbitMq.CreateVirtualHost("hub"), _ => { }))
        {
            var load = new Loading(traffic, (_, n) => [n switch { 0 => ("lines", DoorBy.PackedLines(http)), 1 => ("stream", DoorBy.GrpcStream(hub.Reads)), _ => ("broker", DoorBy.MqttReceipt(hub)) }]);
            await Task.WhenAll(load.Finished, new Desk(hub, [http], bus, load).Tell(traffic, [0], seed), CallWebhook(webhook, Enumerable.Range(0, Uplinks), "accepted"));
        }

        await hub.Quiet();
        var before = await hub.Trace();

        var random = new Random(seed);
        Door[] doors = [DoorBy.Json(http), DoorBy.PackedLines(http), DoorBy.Grpc(hub.Reads), DoorBy.GrpcStream(hub.Reads), DoorBy.MqttReceipt(hub)];
        var again = devices.SelectMany(_ => doors, (device, door) => (device, door, Batches: traffic.Reads[device].Cut(random, 120).ToArray())).ToArray();
        await Task.WhenAll(again.Select(way => Task.Run(() => PostAgain(way.device, way.door, way.Batches, seed)))
            .Append(CallWebhook(webhook, Enumerable.Range(0, Uplinks).OrderBy(_ => random.Next()).ToArray(), "repeated")));

        await hub.Quiet();
        (await hub.Trace()).Should().Be(before, $"traffic {seed}");
    }

    private static async Task PostAgain(Device device, Door door, PostedRead[][] batches, int seed)
    {
        foreach (var batch in batches) (await door(device, batch)).Should().Be((0, batch.Length), $"traffic {seed}");
    }

    private async Task CallWebhook(Device device, IEnumerable<int> uplinks, string outcome)
    {
        foreach (var n in uplinks)
        {
            var uplink = JsonSerializer.Serialize(new
            {
                devEui = Sensors[n % Sensors.Length],
                time = RunningTags.Text(Traffic.Start + Duration.FromMinutes(n)),
                session = device.Id,
                frameCounter = n,
                sensors = new[] { new { type = "temperature", value = n / 4.0, unit = "CEL" } },
                batteryPercent = 90 - n,
            });
            (await Persistently.Post(http, "/v1/uplinks", device.Key, uplink)).GetProperty(outcome).GetInt32().Should().Be(1, uplink);
        }
    }
}
