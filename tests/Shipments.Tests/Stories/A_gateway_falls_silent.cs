using FluentAssertions;
using Logistics.Contracts;
using Logistics.Specs;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;
using Published = Logistics.Contracts.Tags;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class A_gateway_falls_silent(RunningShipments running)
{
    private const string Gateway = "gw-mute";

    [Fact]
    public async Task The_dispatchers_of_the_hub_hear_of_it_until_it_is_heard_again()
    {
        var seen = Known.At(12);
        await running.Bus.Say(new Published.GatewayFellSilent(new Origin($"gateway-{Gateway}", 4, 4), Gateway, "org-hub", "rp-dock", seen, "DEDTM"));
        await running.Bus.Say(new Published.GatewayFellSilent(new Origin("gateway-gw-truck", 4, 5), "gw-truck", "org-sauerland", null, seen));
        var item = await Has(V1.WorkItemState.New);
        (item.ShipmentId, item.HubId, item.SuggestedActionCode, item.Parameters["read_point"]).Should().Be(("", "DEDTM", "check-gateway", "rp-dock"));
        item.Links.Should().Contain(l => l.Kind == "gateway" && l.Id == Gateway);
        (await running.WorkItems.AcknowledgeWorkItemAsync(new() { IdempotencyKey = $"seen-{item.Id}", WorkItemId = item.Id }, As("dispatcher")))
            .State.Should().Be(V1.WorkItemState.Acknowledged);

        await running.Bus.Say(new Published.GatewayHeardAgain(new Origin($"gateway-{Gateway}", 5, 6), Gateway, "org-hub", "rp-dock", Known.At(13)));
        await running.Bus.Say(new Published.GatewayFellSilent(new Origin($"gateway-{Gateway}", 4, 4), Gateway, "org-hub", "rp-dock", seen, "DEDTM"));
        await Has(V1.WorkItemState.Resolved);
        (await running.WorkItems.ListWorkItemsAsync(new(), As("dispatcher"))).Items.Should().NotContain(i => i.Kind == V1.WorkItemKind.SilentGateway);
    }

    private Task<V1.WorkItem> Has(V1.WorkItemState state) => Eventually.Some(
        async () => (await running.WorkItems.ListWorkItemsAsync(new() { States = { state } }, As("dispatcher"))).Items
            .FirstOrDefault(i => i.Kind == V1.WorkItemKind.SilentGateway),
        $"silent gateway that is {state}");
}
