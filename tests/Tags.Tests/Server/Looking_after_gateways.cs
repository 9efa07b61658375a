using System.Text.Json;
using FluentAssertions;
using Grpc.Core;
using Logistics.Hosting.Grpc;
using Logistics.Specs;
using Logistics.Tags.Gateways;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;
using Gateway = Logistics.Tags.V1.Gateway;
using GatewayFellSilent = Logistics.Contracts.Tags.GatewayFellSilent;
using GatewayHeardAgain = Logistics.Contracts.Tags.GatewayHeardAgain;

namespace Logistics.Tags.Tests.Server;

[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Looking_after_gateways(RunningTags tags)
{
    [Fact]
    public async Task A_heartbeat_is_shown_and_what_a_later_one_leaves_out_stays()
    {
        var headers = Bearer(await tags.Gateway("gw-beat"));
        await tags.Gateways.HeartbeatAsync(new() { FirmwareVersion = "4.2.1", UptimeSeconds = 3600, QueueLength = 17, ClockOffsetSeconds = -1.5 }, headers);
        await tags.Gateways.HeartbeatAsync(new() { QueueLength = 0 }, headers);

        var shown = await Shown("gw-beat");
        (shown.FirmwareVersion, shown.UptimeSeconds, shown.QueueLength, shown.ClockDriftSeconds, shown.ClockDriftMeasured).Should().Be(("4.2.1", 3600L, 0L, -1.5, true));
        (shown.LastHeartbeatAt, shown.LastSeenAt).Should().Be((Now.ToTimestamp(), Now.ToTimestamp()));
        (await tags.Gateways.ListGatewaysAsync(new(), tags.Dispatcher)).Gateways.Single(g => g.Id == "gw-beat").FirmwareVersion.Should().Be("4.2.1");
    }

    [Fact]
    public async Task A_heartbeat_over_HTTP_answers_the_time_and_tells_the_drift_of_the_clock_it_names()
    {
        var key = await tags.Gateway("gw-beat-http");
        var (status, times) = await tags.Post("/v1/gateways/me/heartbeat", key, """{"firmwareVersion":"1.0","deviceTime":"2026-11-20T12:59:57.5+01:00"}""");

        (status, times.GetProperty("deviceTime").GetString(), times.GetProperty("hubReceivedAt").GetString()).Should()
            .Be((200, "2026-11-20T12:59:57.500000+01:00", "2026-11-20T12:00:00.000000Z"));
        (await Shown("gw-beat-http")).ClockDriftSeconds.Should().Be(2.5);
        foreach (var (body, field) in new[] { ("""{"uptimeSeconds":-1}""", "uptimeSeconds"), ("""{"firmwareVersion":"a\u0007"}""", "firmwareVersion") })
        {
            var (bad, problem) = await tags.Post("/v1/gateways/me/heartbeat", key, body);
            (bad, problem.GetProperty("field").GetString()).Should().Be((400, field));
        }

        (await tags.Post("/v1/gateways/me/heartbeat", key, """{"firmware":"1"}""")).Status.Should().Be(400);
        (await tags.Post("/v1/gateways/me/heartbeat", "client.lenne.org-lenne.shipper", "{}")).Status.Should().Be(403);
        (await tags.Post("/v1/gateways/me/heartbeat", "device.gw-unregistered.org-hub.gateway", "{}")).Body.GetProperty("reason").GetString().Should().Be("gateway-unknown");
    }

    [Fact]
    public async Task A_device_computes_its_offset_from_four_times()
    {
        var headers = Bearer(await tags.Gateway("gw-ntp"));
        var asked = (Now - Duration.FromMilliseconds(2_040)).ToTimestamp();
        var answer = await tags.Gateways.SyncTimeAsync(new() { DeviceTime = asked }, headers);
        var came = Now - Duration.FromMilliseconds(1_960);

        var offset = ((answer.HubReceivedAt.ToInstant() - answer.DeviceTime.ToInstant()) + (answer.HubSentAt.ToInstant() - came)) / 2;
        offset.Should().Be(Duration.FromSeconds(2));
        using var client = new HttpClient { BaseAddress = tags.Http };
        var time = JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync("/v1/time?sent=2026-11-20T12:00:00Z"));
        (time.GetProperty("sentAt").GetString(), time.GetProperty("hubReceivedAt").GetString(), time.GetProperty("hubTime").GetString()).Should()
            .Be(("2026-11-20T12:00:00Z", "2026-11-20T12:00:00.000000Z", "2026-11-20T12:00:00.000000Z"));
    }

    [Fact]
    public async Task Its_gaps_are_listed_and_its_pace_is_measured()
    {
        var key = await tags.Gateway("gw-gaps");
        var epoch = await tags.Epoch(key);
        await using var measuring = Watch();
        await Post(1, 2, 5);
        await measuring.Look(Now + Duration.FromMinutes(1));
        await Post(6, 7, 9);
        await measuring.Look(Now + Duration.FromMinutes(3));

        var shown = await Shown("gw-gaps");
        shown.Gaps.Select(gap => (gap.Epoch, gap.First, gap.Last)).Should().Equal((epoch, 3UL, 4UL), (epoch, 8UL, 8UL));
        (shown.SequenceGaps, shown.ReadsAccepted, shown.ReadsPerMinute).Should().Be((3L, 6L, 1.5));
        await Refused.With(StatusCode.NotFound, "not-found", async () => await tags.Gateways.GetGatewayAsync(new() { GatewayId = "gw-gaps" }, tags.Rival));

        async Task Post(params int[] sequences) => (await tags.Post("/v1/reads", key, Body(epoch, [.. sequences.Select(n => Read(n, "gaps", Now))]))).Status.Should().Be(200);
    }

    [Fact]
    public async Task A_silent_one_is_told_once_and_so_is_that_it_is_heard_again()
    {
        var key = await tags.Gateway("gw-silent");
        await tags.Gateway("gw-never-seen");
        await tags.Post("/v1/gateways/me/heartbeat", key, "{}");
        await using var watch = Watch();
        await watch.Look(Now);
        foreach (var minutes in new[] { 11, 12, 13 }) await watch.Look(Now + Duration.FromMinutes(minutes));

        var silent = await tags.Bus.Hears<GatewayFellSilent>(m => m.GatewayId == "gw-silent");
        (silent.OwnerId, silent.ReadPointId, silent.HubId, silent.LastSeenAt).Should().Be(("org-hub", "rp-gw-silent", "DEDTM", Now));
        await Eventually.True(async () => (await Shown("gw-silent")).SilentSince == Now.ToTimestamp(), "the silence to show");
        tags.Bus.Heard<GatewayFellSilent>(m => m.GatewayId == "gw-never-seen").Should().BeEmpty("nobody waits for what was never there");

        await tags.Services.GetRequiredService<Heartbeats>().Take("gw-silent", new(null, null, null, null), Now + Duration.FromMinutes(14), CancellationToken.None);
        foreach (var minutes in new[] { 14, 15 }) await watch.Look(Now + Duration.FromMinutes(minutes));
        await tags.Bus.Hears<GatewayHeardAgain>(m => m.GatewayId == "gw-silent");
        await Eventually.True(async () => (await Shown("gw-silent")).SilentSince is null, "the silence to end");
        (await tags.Count("select count(*) from mt_events where stream_id = 'gateway-gw-silent'")).Should().Be(3, "registered, silent, heard");
    }

    [Fact]
    public async Task Nobody_is_silent_for_a_hub_that_was_away()
    {
        var key = await tags.Gateway("gw-hub-away");
        await tags.Post("/v1/gateways/me/heartbeat", key, "{}");
        await using var watch = Watch();
        await watch.Look(Now + Duration.FromHours(5));
        (await tags.Count("select count(*) from mt_events where stream_id = 'gateway-gw-hub-away' and type = 'gateway-fell-silent.v1'")).Should().Be(0);
    }

    private async Task<Gateway> Shown(string id) => await tags.Gateways.GetGatewayAsync(new() { GatewayId = id }, tags.Dispatcher);

    /// <summary>As of a process that just started.</summary>
    private Watching Watch() => new(ActivatorUtilities.CreateInstance<GatewayWatch>(tags.Services));

    private sealed record Watching(GatewayWatch Watch) : IAsyncDisposable
    {
        internal Task Look(Instant now) => Watch.Look(now, CancellationToken.None);

        public ValueTask DisposeAsync()
        {
            Watch.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
