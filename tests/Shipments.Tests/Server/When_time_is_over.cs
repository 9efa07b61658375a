using FluentAssertions;
using Grpc.Core;
using Logistics.Contracts.Shipments;
using Logistics.Specs;
using NodaTime;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

/// <summary>A service of its own, whose clock these tests move.</summary>
[Trait("Needs", "Servers")]
public sealed class When_time_is_over(RunningShipments running) : IClassFixture<RunningShipments>
{
    [Fact]
    public async Task An_order_that_nobody_answered_goes_to_the_next_carrier()
    {
        var shipment = await A_planned_shipment.Planned(running);
        var old = (await shipment.Now()).Legs[1].TransportOrderId;
        await running.Orders.AcceptTransportOrderAsync(
            new() { IdempotencyKey = "in-time", TransportOrderId = (await shipment.Now()).Legs[0].TransportOrderId }, As("sauerland"));

        running.Clock.Advance(Duration.FromHours(5));
        var waiting = await shipment.Becomes(s => s.Legs[1].TransportOrderState == V1.TransportOrderState.TimedOut, "without an answer");
        waiting.Legs[0].TransportOrderState.Should().Be(V1.TransportOrderState.Accepted);
        var declined = await running.Bus.Hears<TransportOrderDeclined>(m => m.TransportOrderId == old);
        (declined.CarrierId, declined.ServiceId, declined.Why).Should().Be((Known.OtherCarrier, "RR-7", "timed-out"));
        await shipment.HasWorkItem(V1.WorkItemKind.OrderTimedOut);
        await Refused.With(StatusCode.FailedPrecondition, "order-timed-out", async () => await running.Orders.AcceptTransportOrderAsync(
            new() { IdempotencyKey = "too-late", TransportOrderId = old }, As("ruhr")));

        await running.Bus.Say(Messages.Plan(shipment.Id, 2, secondCarrier: "org-third"));
        var next = await shipment.Becomes(s => s.Legs[1].CarrierId == "org-third", "with the next carrier");
        next.Legs[1].TransportOrderState.Should().Be(V1.TransportOrderState.Tendered);
        next.Legs[0].TransportOrderState.Should().Be(V1.TransportOrderState.Accepted, "what stays as it was is not tendered anew");
        await shipment.HasWorkItem(V1.WorkItemKind.OrderTimedOut, V1.WorkItemState.Resolved);
    }

    [Fact]
    public async Task A_handover_that_one_side_keeps_silent_about_and_an_item_that_nobody_resolves_are_told()
    {
        var story = await A_story.Begins(running);
        var open = await story.Handover("sauerland", V1.HandoverSide.Releasing, Known.Carrier, Known.OtherCarrier, "DEHAG", 0);
        await running.Bus.Say(Messages.Warm(story.Id, story.Units[0], story.At(5)));
        await story.Has(V1.WorkItemKind.Excursion);

        running.Clock.Advance(Duration.FromHours(3));
        var item = await story.Has(V1.WorkItemKind.HandoverOpen);
        (item.Parameters["silent_party"], item.Links.Single().Id).Should().Be((Known.OtherCarrier, open.Id));
        (await story.Has(V1.WorkItemKind.Excursion, which: i => i.Overdue)).Count.Should().Be(1, "it is overdue, not raised again");

        await story.Handover("ruhr", V1.HandoverSide.Receiving, Known.Carrier, Known.OtherCarrier, "DEHAG", 0);
        await story.Has(V1.WorkItemKind.HandoverOpen, V1.WorkItemState.Resolved);
    }

    [Fact]
    public async Task A_grant_shows_nothing_from_that_instant_on()
    {
        var shipment = await A_planned_shipment.Planned(running);
        var grant = Messages.Grant($"gr-{Guid.NewGuid():N}", Known.Shipper, "org-insurer", shipment.Id) with
        {
            Until = running.Clock.GetCurrentInstant() + Duration.FromHours(1),
        };
        await running.Bus.Say(grant);
        await A_grant.Shows(running, grant, shipment.Id);

        running.Clock.Advance(Duration.FromHours(2));
        await Refused.With(StatusCode.NotFound, "grant-not-found", async () => await running.Shipments.GetShipmentAsync(
            new() { ShipmentId = shipment.Id, GrantId = grant.GrantId }, grant.Receiver()));
        await Eventually.True(
            async () => (await running.Shipments.GetHistoryAsync(new() { ShipmentId = shipment.Id }, As("shipper"))).Entries.Any(e => e.What == "unshared"),
            "end of the share");
    }
}
