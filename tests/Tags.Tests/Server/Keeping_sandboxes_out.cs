using FluentAssertions;
using Grpc.Core;
using Logistics.Tags.V1;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

/// <summary>Who tries the hub out puts no tags on real units and sets up no gateways.</summary>
[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Keeping_sandboxes_out(RunningTags tags)
{
    private const string Token = "client.try.org-sandbox-carrier.sandbox";
    private static readonly Metadata Sandbox = Bearer(Token);

    [Fact]
    public async Task No_method_lets_its_machines_in()
    {
        Func<Task>[] calls =
        [
            async () => await tags.Tags.RegisterTagAsync(new() { TagId = "sandboxed", Kind = TagKind.Ble }, Sandbox),
            async () => await tags.Tags.ListTagsAsync(new(), Sandbox),
            async () => await tags.Gateways.RegisterReadPointAsync(new() { ReadPoint = new() { Id = "rp-sandboxed", HubId = "DEDTM", Kind = "yard" } }, Sandbox),
            async () => await tags.Gateways.RegisterGatewayAsync(new() { Gateway = new() { Id = "gw-sandboxed" } }, Sandbox),
            async () => await tags.Gateways.ListGatewaysAsync(new(), Sandbox),
            async () => await tags.Whereabouts.ListPresenceAsync(new(), Sandbox),
            async () => await tags.Aggregations.RecordAggregationAsync(new() { ParentId = "device:cage", ChildIds = { "device:tote" }, Action = AggregationAction.Add, At = Event(Now) }, Sandbox),
            async () => await tags.Quarantine.DiscardQuarantinedAsync(new() { Id = "1", Reason = "x" }, Sandbox),
            async () => await tags.Reads.PostReadsAsync(new(), Sandbox),
        ];
        foreach (var call in calls) await Refused.With(StatusCode.PermissionDenied, "permission-denied", call);
    }

    [Fact]
    public async Task No_route_does()
    {
        (await tags.Post("/v1/tags", Token, "tag_id,kind\nsandboxed,ble", "text/csv")).Status.Should().Be(403);
        (await tags.Post("/v1/aggregations", Token, "{}")).Status.Should().Be(403);
        (await tags.Post("/v1/reads", Token, "{}")).Status.Should().Be(403);
        using var client = new HttpClient { BaseAddress = tags.Http };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        using var asked = await client.GetAsync("/v1/reads?tag=a&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z");
        ((int)asked.StatusCode).Should().Be(403);
    }
}
