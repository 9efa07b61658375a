using FluentAssertions;
using Grpc.Core;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Answering_orders(RunningShipments running)
{
    [Fact]
    public async Task A_carrier_sees_its_own_orders_and_the_hub_sees_all()
    {
        var shipment = await A_planned_shipment.Planned(running);
        (await OrdersOf(shipment, "sauerland")).Select(o => (o.Leg.FromHubId, o.State)).Should().Equal(("DEDTM", V1.TransportOrderState.Tendered));
        (await OrdersOf(shipment, "ruhr")).Select(o => o.Leg.FromHubId).Should().Equal("DEHAG");
        (await OrdersOf(shipment, "dispatcher")).Should().HaveCount(2);
    }

    [Fact]
    public async Task Another_carriers_order_is_not_there()
    {
        var order = (await OrdersOf(await A_planned_shipment.Planned(running), "sauerland"))[0];
        await Refused.With(StatusCode.NotFound, "transport-order-not-found", async () => await running.Orders.AcceptTransportOrderAsync(
            new() { IdempotencyKey = "k-ruhr", TransportOrderId = order.Id }, As("ruhr")));
        await Refused.With(StatusCode.NotFound, "transport-order-not-found", async () => await running.Orders.AcceptTransportOrderAsync(
            new() { IdempotencyKey = "k-ruhr", TransportOrderId = "to-missing" }, As("ruhr")));
    }

    [Fact]
    public async Task Accepting_twice_is_a_success_with_or_without_the_same_key()
    {
        var order = (await OrdersOf(await A_planned_shipment.Planned(running), "sauerland"))[0];
        foreach (var key in new[] { "a", "a", "b" })
            (await running.Orders.AcceptTransportOrderAsync(new() { IdempotencyKey = $"{key}-{order.Id}", TransportOrderId = order.Id }, As("sauerland")))
                .State.Should().Be(V1.TransportOrderState.Accepted);
    }

    [Fact]
    public async Task A_repetition_is_answered_what_was_answered_first_whatever_came_in_between()
    {
        var shipment = await A_planned_shipment.Planned(running);
        var order = (await OrdersOf(shipment, "ruhr"))[0];
        var accept = new V1.AcceptTransportOrderRequest { IdempotencyKey = $"k-{order.Id}", TransportOrderId = order.Id, ExpectedVersion = order.Version };
        var first = await running.Orders.AcceptTransportOrderAsync(accept, As("ruhr"));
        await running.Bus.Say(Messages.Plan(shipment.Id, 2, secondLegLater: 45));
        await shipment.Becomes(s => s.Legs[1].TransportOrderId != order.Id, "planned anew");

        (await running.Orders.AcceptTransportOrderAsync(accept, As("ruhr"))).Should().Be(first);
        first.State.Should().Be(V1.TransportOrderState.Accepted);
    }

    [Fact]
    public async Task An_order_that_has_changed_since_is_not_answered_by_who_expected_another()
    {
        var order = (await OrdersOf(await A_planned_shipment.Planned(running), "sauerland"))[0];
        await Refused.With(StatusCode.Aborted, "stale-version", async () => await running.Orders.AcceptTransportOrderAsync(
            new() { IdempotencyKey = $"k-{order.Id}", TransportOrderId = order.Id, ExpectedVersion = order.Version + 1 }, As("sauerland")));
        await Refused.With(StatusCode.NotFound, "transport-order-not-found", async () => await running.Orders.AcceptTransportOrderAsync(
            new() { IdempotencyKey = $"k-{order.Id}", TransportOrderId = order.Id, ExpectedVersion = order.Version + 1 }, As("ruhr")));
    }

    [Fact]
    public async Task A_rejection_raises_a_work_item_that_the_next_plan_clears()
    {
        var shipment = await A_planned_shipment.Planned(running);
        var order = (await OrdersOf(shipment, "ruhr"))[0];
        var reject = new V1.RejectTransportOrderRequest { IdempotencyKey = $"no-{order.Id}", TransportOrderId = order.Id, Reason = "No driver." };
        (await running.Orders.RejectTransportOrderAsync(reject, As("ruhr"))).RejectionReason.Should().Be("No driver.");
        (await shipment.HasWorkItem(V1.WorkItemKind.OrderRejected)).Cause.Should().Contain("No driver.");
        await shipment.Becomes(s => s.OpenWorkItems == 1 && s.Legs[1].TransportOrderState == V1.TransportOrderState.Rejected, "with an open work item");

        await running.Bus.Say(Messages.Plan(shipment.Id, 2));
        await shipment.HasWorkItem(V1.WorkItemKind.OrderRejected, V1.WorkItemState.Resolved);
        var replanned = await shipment.Becomes(s => s.OpenWorkItems == 0 && s.Legs[1].TransportOrderState == V1.TransportOrderState.Tendered, "planned anew");
        (replanned.Legs[1].TransportOrderId != order.Id, replanned.Legs[0].TransportOrderId).Should().Be(
            (true, (await OrdersOf(shipment, "sauerland")).Single().Id), "only what was rejected is tendered anew");
    }

    [Fact]
    public async Task A_new_plan_withdraws_what_it_does_without_and_the_carrier_hears_of_it()
    {
        var shipment = await A_planned_shipment.Planned(running);
        var old = (await OrdersOf(shipment, "ruhr"))[0];
        await running.Orders.AcceptTransportOrderAsync(new() { IdempotencyKey = $"k-{old.Id}", TransportOrderId = old.Id }, As("ruhr"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var watch = running.Orders.WatchTransportOrders(new(), As("ruhr"));
        var changes = watch.ResponseStream.ReadAllAsync(patience.Token).GetAsyncEnumerator(patience.Token);
        while (await changes.MoveNextAsync() && !changes.Current.CaughtUp) continue;

        await running.Bus.Say(Messages.Plan(shipment.Id, 2, secondLegLater: 45));
        var states = new Dictionary<string, V1.TransportOrderState>();
        while (states.Count < 2 || states[old.Id] != V1.TransportOrderState.Withdrawn)
        {
            (await changes.MoveNextAsync()).Should().BeTrue();
            if (changes.Current.Order.ShipmentId == shipment.Id) states[changes.Current.Order.Id] = changes.Current.Order.State;
        }

        states.Should().ContainSingle(order => order.Key != old.Id).Which.Value.Should().Be(V1.TransportOrderState.Tendered);
        await Refused.With(StatusCode.FailedPrecondition, "order-withdrawn", async () => await running.Orders.AcceptTransportOrderAsync(
            new() { IdempotencyKey = $"again-{old.Id}", TransportOrderId = old.Id }, As("ruhr")));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_rejection_without_a_reason_is_refused(string reason)
        => await Refused.With(StatusCode.InvalidArgument, "invalid-argument", async () => await running.Orders.RejectTransportOrderAsync(
            new() { IdempotencyKey = "k", TransportOrderId = "to-1", Reason = reason }, As("ruhr")));

    private async Task<IReadOnlyList<V1.TransportOrder>> OrdersOf(A_planned_shipment shipment, string token) =>
    [
        .. (await running.Orders.ListTransportOrdersAsync(new() { PageSize = 500 }, As(token))).Orders.Where(o => o.ShipmentId == shipment.Id),
    ];
}
