using FluentAssertions;
using Logistics.Contracts.Shipments;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Rejected_tender(RunningShipments running)
{
    [Fact]
    public async Task The_next_carrier_gets_the_leg_and_delivers()
    {
        var story = await A_story.Begins(running);
        await story.Accepts("sauerland", 0);
        var order = (await story.Now()).Legs[1].TransportOrderId;
        var reject = new V1.RejectTransportOrderRequest { IdempotencyKey = $"no-{order}", TransportOrderId = order, Reason = "No driver." };
        var rejected = await running.Orders.RejectTransportOrderAsync(reject, As("ruhr"));
        rejected.State.Should().Be(V1.TransportOrderState.Rejected);
        (await story.Has(V1.WorkItemKind.OrderRejected)).Links.Should().Contain(new V1.CauseLink { Kind = "transport-order", Id = order });
        (await running.Bus.Hears<TransportOrderDeclined>(m => m.TransportOrderId == order)).Should().Match<TransportOrderDeclined>(
            m => m.CarrierId == Known.OtherCarrier && m.ServiceId == "RR-7" && m.Why == "rejected" && m.Reason == "No driver.");

        await running.Bus.Say(Messages.Plan(story.Id, 2, secondCarrier: "org-third"));
        await story.Becomes(s => s.Legs[1].CarrierId == "org-third", "with another carrier");
        await story.Has(V1.WorkItemKind.OrderRejected, V1.WorkItemState.Resolved);
        (await running.Orders.RejectTransportOrderAsync(reject, As("ruhr"))).Should().Be(rejected, "it is answered as it was");
        await story.Accepts("third", 1);
        await story.Reported("third", V1.MilestoneKind.Delivered, "DESIE", 20);
        (await story.Now()).Legs[1].TransportOrderState.Should().Be(V1.TransportOrderState.Accepted);
    }
}
