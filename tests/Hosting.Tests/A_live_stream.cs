using FluentAssertions;
using Grpc.Core;
using Logistics.Hosting.Identity;
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
}
