using System.Diagnostics;
using System.Text.Json;
using FluentAssertions;
using Logistics.Local;
using Logistics.Specs;
using Xunit;

namespace Logistics.Tags.Tests.Hub;

/// <summary>With Debian's mosquitto clients, which know nothing of us.</summary>
[Trait("Needs", "Servers")]
[Collection(OneRunningHub.Name)]
public sealed class Posting_by_mqtt(RunningHub hub) : IAsyncLifetime
{
    public Task InitializeAsync() => SystemPackages.Ensure(Console.WriteLine, [SystemPackage.Mosquitto]);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_batch_is_journaled_and_its_receipt_comes_on_the_devices_own_topic()
    {
        var device = await hub.Gateway("gw-mqtt-1");

        var (exit, receipt) = await Ask(device, device.Body(1, 100));

        exit.Should().Be(0, receipt);
        JsonSerializer.Deserialize<JsonElement>(receipt).GetProperty("accepted").GetInt32().Should().Be(100);
        (await Journaled(device)).Should().Be(100);
    }

    [Fact]
    public async Task A_batch_that_comes_again_changes_nothing()
    {
        var device = await hub.Gateway("gw-mqtt-again");
        foreach (var _ in new[] { 1, 2 }) (await Publish(device, device, device.Body(1, 20))).Exit.Should().Be(0);
        (await Publish(device, device, device.Body(21, 1))).Exit.Should().Be(0);
        await Eventually.True(async () => await Journaled(device) == 21, "the batches to be journaled");
        await Eventually.True(async () => await hub.Count($"select reads_accepted from gateway_statistics where gateway = '{device.Id}'") == 21, "the statistics");
    }

    [Fact]
    public async Task What_cannot_be_read_is_kept_aside_and_said()
    {
        var device = await hub.Gateway("gw-mqtt-bad");
        var (_, answer) = await Ask(device, """{"reads":[{"tagId":"a","eventTime":"yesterday"}]}""");
        JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("reason").GetString().Should().Be("malformed-json");
        (await hub.Count($"select count(*) from quarantine where gateway = '{device.Id}' and reason = 'malformed-json'")).Should().Be(1);
    }

    [Fact]
    public async Task Nobody_gets_in_without_its_key_or_writes_where_it_may_not()
    {
        var device = await hub.Gateway("gw-mqtt-own");
        var other = await hub.Gateway("gw-mqtt-other");
        (await Publish(device with { Key = other.Key }, device, device.Body(1, 1))).Exit.Should().NotBe(0, "the key is another's");
        (await RunningHub.Run("mosquitto_pub", [.. hub.MqttBroker, "-q", "1", "-t", "gateways/gw-mqtt-own/reads", "-m", "{}"])).Exit.Should().NotBe(0, "nobody is anonymous");
        var dotted = await hub.Gateway("gw-mqtt.dotted");
        (await Publish(dotted, dotted, dotted.Body(1, 1))).Exit.Should().NotBe(0, "a dot means something in a routing key");
        (await RunningHub.Run("mosquitto_pub", [.. hub.MqttBroker, "-u", device.Id, "-P", device.Key, "-i", other.Id, "-q", "1", "-t", "gateways/gw-mqtt-own/reads", "-m", "{}"]))
            .Exit.Should().NotBe(0, "another device's client id is another device's connection");
        await Publish(device, other, other.Body(1, 1));
        var (exit, heard) = await RunningHub.Run("mosquitto_sub", [.. hub.MqttBroker, .. device.SignIn, "-t", "#", "-W", "2", "-C", "1"]);
        (exit, heard.Contains("accepted", StringComparison.Ordinal)).Should().NotBe((0, true), "it may hear its own receipts only");

        (await Publish(other, other, other.Body(2, 1))).Exit.Should().Be(0);
        await Eventually.True(async () => await Journaled(other) == 1, "the batch of its own");
        (await hub.Count($"select count(*) from reads where gateway = '{other.Id}' and sequence = 1")).Should().Be(0, "it came from another device");
    }

    [Fact]
    public async Task A_revoked_device_is_put_out_though_it_was_in_already()
    {
        var (device, other) = (await hub.Gateway("gw-mqtt-revoked"), await hub.Gateway("gw-mqtt-stays"));
        using var stays = await Listens(other);
        using var leaves = await Listens(device);

        await hub.Organisations.RevokeCredentialAsync(new() { Id = device.Id }, hub.Admin);

        // The client comes again by itself, is refused and gives up.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await leaves.WaitForExitAsync(patience.Token);
        leaves.ExitCode.Should().NotBe(0);
        stays.HasExited.Should().BeFalse("its key is good");
        stays.Kill();
    }

    /// <summary>A client that is connected and stays so.</summary>
    private async Task<Process> Listens(Device device)
    {
        // Into a pipe it would say nothing before it has much to say.
        string[] arguments = ["-oL", "mosquitto_sub", .. hub.MqttBroker, .. device.SignIn, "-d", "-q", "1", "-t", $"gateways/{device.Id}/receipts"];
        var client = Process.Start(new ProcessStartInfo("stdbuf", arguments) { RedirectStandardOutput = true })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await client.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains("SUBACK", StringComparison.Ordinal)) return client;
        }

        throw new InvalidOperationException($"{device.Id} was not let in.");
    }

    private Task<long> Journaled(Device device) => hub.Count($"select count(*) from reads where gateway = '{device.Id}'");

    private Task<(int Exit, string Output)> Publish(Device device, Device topic, string body)
        => RunningHub.Run("mosquitto_pub", [.. hub.MqttBroker, .. device.SignIn, "-q", "1", "-t", $"gateways/{topic.Id}/reads", "-m", body]);

    /// <summary>Publishes and hears the receipt on the same connection.</summary>
    private Task<(int Exit, string Output)> Ask(Device device, string body)
        => RunningHub.Run("mosquitto_rr", [.. hub.MqttBroker, .. device.SignIn, "-q", "1", "-t", $"gateways/{device.Id}/reads", "-e", $"gateways/{device.Id}/receipts", "-m", body, "-W", "10"]);

}
