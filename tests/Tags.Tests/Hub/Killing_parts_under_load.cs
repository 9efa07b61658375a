using FluentAssertions;
using Grpc.Net.Client;
using Logistics.Local;
using Logistics.Tags.Tests.Hub.Load;
using Logistics.TestBus;
using Xunit;

namespace Logistics.Tags.Tests.Hub;

/// <summary>
/// Gateways post to two processes at once, by HTTP, gRPC and MQTT, and post again whatever they have no receipt for; tags are attached,
/// shipments booked and cartons packed meanwhile; and parts are killed as by a power cut. What a receipt says is safe is in the journal,
/// once; and what is told of it is what a slow oracle says of the reads that were posted, each of it once.
/// </summary>
[Trait("Needs", "Servers")]
public sealed class Killing_parts_under_load(RunningHub hub) : IClassFixture<RunningHub>, IAsyncLifetime
{
    private readonly HttpClient first = new() { BaseAddress = hub.Http, Timeout = TimeSpan.FromSeconds(10) };
    private SecondTags? second;
    private HttpClient? other;
    private GrpcChannel? channel;
    private TheBus? bus;
    private long listenedSince;

    public async Task InitializeAsync()
    {
        await SystemPackages.Ensure(Console.WriteLine, [SystemPackage.Mosquitto]);
        second = await SecondTags.Start(hub.Hub);
        (other, channel) = (new() { BaseAddress = second.Http, Timeout = TimeSpan.FromSeconds(10) }, GrpcChannel.ForAddress(second.Grpc));
        bus = await TheBus.Connect(await hub.Hub.RabbitMq.CreateVirtualHost("hub"), ear => ear.ForAllOfTags());
        listenedSince = await hub.Count("select coalesce(max(seq_id), 0) from mt_events");
    }

    public async Task DisposeAsync()
    {
        first.Dispose();
        if (bus is not null) await bus.DisposeAsync();
        channel?.Dispose();
        other?.Dispose();
        if (second is not null) await second.DisposeAsync();
    }

    [Fact]
    public Task Loses_and_doubles_nothing() => Kill(seed: 20_251_120, gateways: 4, batches: 60, tags: 48, rounds: 1);

    [Fact]
    [Trait("Takes", "Long")]
    public Task Loses_and_doubles_nothing_for_minutes() => Kill(Random.Shared.Next(), gateways: 8, batches: 500, tags: 300, rounds: 6);

    /// <param name="rounds">How often each part is killed.</param>
    private async Task Kill(int seed, int gateways, int batches, int tags, int rounds)
    {
        var devices = new List<Device>();
        for (var n = 0; n < gateways; n++) devices.Add(await hub.Gateway($"gw-kill-{n}-{Guid.NewGuid():N}"));
        var traffic = await Desk.Expect(hub, new(seed, devices, batches * Loading.PerBatch, tags));
        SupervisedProcess[] parts = [hub.Hub.Part("Tags"), hub.Hub.Part("PostgreSQL"), second!.Process, hub.Hub.Part("RabbitMQ")];
        var strokes = Enumerable.Range(0, rounds).SelectMany(_ => parts).Select((part, n) => (Part: part, Share: (n + 1.0) / ((rounds * parts.Length) + 1))).ToList();
        var load = new Loading(traffic, DoorsOf);
        var desk = new Desk(hub, [first, other!], bus!, load);
        await Task.WhenAll(load.Finished, Kills.Strike(strokes, load), desk.Tell(traffic, [.. strokes.Select(stroke => stroke.Share)], seed));
        await hub.Quiet();

        foreach (var (device, reads) in traffic.Reads) await IsJournaledOnce(device, reads.Count);
        var comparison = new Comparison(await WhatWasTold.Of(await hub.Hub.DatabaseOf("Tags"), traffic.Units), traffic, $"traffic {seed}");
        comparison.PresenceIsTrue();
        comparison.ConditionIsTrue();
        comparison.PackingIsTrue();
        await comparison.IsSaid(bus!, listenedSince);
    }

    /// <summary>The first gateway speaks MQTT alone: its broker answers for it, and either process takes its batches from the queue.</summary>
    private IEnumerable<(string Name, Door Door)> DoorsOf(Device device, int n) => n == 0
        ? [("broker", DoorBy.MqttAcknowledged(hub))]
        : [("first process", DoorBy.Json(first)), ("second process", n % 2 == 0 ? DoorBy.Grpc(new(channel)) : DoorBy.PackedLines(other!))];

    private async Task IsJournaledOnce(Device device, int reads)
    {
        var journaled = (await hub.Count($"select count(*) from reads where gateway = '{device.Id}'"),
            await hub.Count($"select count(distinct sequence) from reads where gateway = '{device.Id}'"),
            await hub.Count($"select upper(acknowledged) - 1 from receipts where gateway = '{device.Id}'"),
            await hub.Count($"select missing from receipts where gateway = '{device.Id}'"));
        journaled.Should().Be((reads, reads, reads, 0L));
    }
}
