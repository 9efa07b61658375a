using FluentAssertions;
using Grpc.Core;
using Logistics.Hosting.Identity;
using Logistics.Specs;
using Logistics.Tags.V1;
using Xunit;
using static Logistics.Hosting.Tests.HostedOrganisations;

namespace Logistics.Hosting.Tests;

public sealed class A_live_stream(HostedOrganisations hosted) : IClassFixture<HostedOrganisations>
{
    [Fact]
    public async Task Ends_when_its_token_is_revoked()
    {
        hosted.Tokens["watcher"] = new(CallerKind.Client, "w-1", "org-carrier", new HashSet<string> { Roles.Carrier }, "w-1");
        using var watch = hosted.Presence.WatchPresence(new(), As("watcher"), deadline: DateTime.MaxValue);
        (await watch.ResponseStream.MoveNext(default)).Should().BeTrue();
        watch.ResponseStream.Current.Cursor.Should().Be("w-1");

        hosted.Tokens.Remove("watcher");

        var ended = await Assert.ThrowsAsync<RpcException>(async () => await watch.ResponseStream.MoveNext(default).WaitAsync(TimeSpan.FromSeconds(20)));
        ended.StatusCode.Should().Be(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task Is_one_of_a_few_that_a_caller_may_have_open_and_makes_room_when_it_ends()
    {
        hosted.Tokens["collector"] = new(CallerKind.Client, "w-2", "org-carrier", new HashSet<string> { Roles.Carrier }, "w-2");
        hosted.Tokens["another"] = new(CallerKind.Client, "w-3", "org-carrier", new HashSet<string> { Roles.Carrier }, "w-3");
        var open = new List<AsyncServerStreamingCall<PresenceChange>>();
        for (var n = 0; n < 3; n++) open.Add(await Started("collector"));

        var refused = await Assert.ThrowsAsync<RpcException>(() => Started("collector"));
        (refused.StatusCode, refused.Trailers.GetValue("reason")).Should().Be((StatusCode.ResourceExhausted, "too-many-streams"));
        open.Add(await Started("another"));

        open[0].Dispose();
        open.Add(await Eventually.Some(() => StartedIfAny("collector"), "room for one"));
        open.ForEach(call => call.Dispose());
    }

    [Fact]
    public async Task Of_the_hubs_own_services_is_one_of_many()
    {
        hosted.Tokens["service"] = new(CallerKind.Service, "svc-console", "org-hub", new HashSet<string> { Roles.Service }, "svc-console");
        var open = new List<AsyncServerStreamingCall<PresenceChange>>();
        for (var n = 0; n < 5; n++) open.Add(await Started("service"));
        open.ForEach(call => call.Dispose());
    }

    private async Task<AsyncServerStreamingCall<PresenceChange>?> StartedIfAny(string token)
    {
        try
        {
            return await Started(token);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
        {
            return null;
        }
    }

    private async Task<AsyncServerStreamingCall<PresenceChange>> Started(string token)
    {
        var call = hosted.Presence.WatchPresence(new(), As(token));
        (await call.ResponseStream.MoveNext(default)).Should().BeTrue();
        return call;
    }
}
