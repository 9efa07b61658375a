using FluentAssertions;
using Grpc.Core;
using Logistics.Contracts.Shipments;
using Logistics.Specs;
using NodaTime;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

/// <summary>One shipment's story over the bus and through the public interfaces.</summary>
[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class From_booking_to_delivery(RunningShipments running)
{
    [Fact]
    public async Task A_shipment_is_told_planned_accepted_seen_and_delivered()
    {
        var shipment = await A_planned_shipment.Booked(running);
        var told = await running.Bus.Hears<ShipmentBooked>(m => m.ShipmentId == shipment.Id);
        (told.Origin.Stream, told.Origin.Version, told.ArriveBy).Should().Be(($"shipment-{shipment.Id}", 1, Known.Due));
        told.HandlingUnits.Should().Equal(new BookedHandlingUnit(shipment.Unit, 320.5));
        told.PartyOrganisations.Should().Equal(Known.Shipper, Known.Hub);

        await running.Bus.Say(Messages.Plan(shipment.Id));
        var planned = await shipment.Becomes(s => s.Legs.All(l => l.TransportOrderState == V1.TransportOrderState.Tendered) && s.Legs.Count == 2, "tendered");
        (planned.State, planned.NextExpectedActivity).Should().Be((V1.ShipmentState.Planned, "departed DEDTM"));
        await Accept(planned.Legs[0].TransportOrderId, "sauerland");
        await Accept(planned.Legs[1].TransportOrderId, "ruhr");
        await shipment.Becomes(s => s.Legs.All(l => l.TransportOrderState == V1.TransportOrderState.Accepted), "accepted");

        var start = SystemClock.Instance.GetCurrentInstant();
        await running.Bus.Say(Messages.Departed(shipment.Unit, "DEDTM", start + Duration.FromSeconds(1), $"{shipment.Unit}/1"));
        await running.Bus.Say(Messages.Arrived(shipment.Unit, "DEHAG", start + Duration.FromSeconds(2), $"{shipment.Unit}/2"));
        await running.Bus.Say(Messages.Departed(shipment.Unit, "DEHAG", start + Duration.FromSeconds(3), $"{shipment.Unit}/3"));
        await running.Bus.Say(Messages.Arrived(shipment.Unit, "DESIE", start + Duration.FromSeconds(4), $"{shipment.Unit}/4"));
        var arrived = await shipment.Becomes(s => s.Milestones.All(m => m.Actual is not null), "seen everywhere");
        (arrived.State, arrived.LastHubId).Should().Be((V1.ShipmentState.Arrived, "DESIE"));
        arrived.Milestones.Should().HaveCount(4).And.OnlyContain(m => m.Evidence.Count == 1 && m.Evidence[0].Kind == "read" && m.Evidence[0].Source == "gw-1");
        (await running.Bus.Hears<ActualRecorded>(m => m.ShipmentId == shipment.Id && m.HubId == "DEHAG" && m.Kind == "departed")).LegIndex.Should().Be(1);

        await running.Shipments.ReportStatusAsync(A_report.Of(shipment.Id, V1.MilestoneKind.Delivered, "DESIE"), As("ruhr"));
        (await running.Bus.Hears<ShipmentClosed>(m => m.ShipmentId == shipment.Id)).Outcome.Should().Be("delivered");
        (await shipment.Becomes(s => s.State == V1.ShipmentState.Delivered, "delivered")).NextExpectedActivity.Should().BeEmpty();

        var history = await running.Shipments.GetHistoryAsync(new() { ShipmentId = shipment.Id }, As("shipper"));
        history.Entries.Select(e => e.Version).Should().BeInAscendingOrder();
        history.Entries.Select(e => e.What).Should().Equal(
            "booked", "itinerary-assigned", "milestone-recorded", "milestone-recorded", "milestone-recorded", "milestone-recorded", "milestone-recorded", "delivered");
        history.Entries[0].Who.Should().Be("client:erp");
    }

    [Fact]
    public async Task A_carrier_sees_the_shipment_from_its_order_on_and_no_longer_without_one()
    {
        var shipment = await A_planned_shipment.Booked(running);
        await Refused.With(StatusCode.NotFound, "shipment-not-found", async () => await Get(shipment.Id, "ruhr"));
        await running.Bus.Say(Messages.Plan(shipment.Id));
        await shipment.Becomes(s => s.Legs.Count == 2, "planned");
        (await Get(shipment.Id, "ruhr")).Id.Should().Be(shipment.Id);

        await using var watch = Watch.Start(running, "ruhr", "");
        await watch.Until(c => c.CaughtUp);
        await running.Bus.Say(Messages.Plan(shipment.Id, 2, 30, "org-third"));
        var withdrawn = (await watch.Until(c => c.Withdrawn && c.Shipment.Id == shipment.Id))[^1];
        withdrawn.Shipment.Should().Be(new V1.Shipment { Id = shipment.Id }, "it tells nothing else any more");
        await Refused.With(StatusCode.NotFound, "shipment-not-found", async () => await Get(shipment.Id, "ruhr"));
        (await Get(shipment.Id, "third")).Id.Should().Be(shipment.Id);
    }

    [Fact]
    public async Task The_same_message_twice_takes_effect_once()
    {
        var shipment = await A_planned_shipment.Booked(running);
        var plan = Messages.Plan(shipment.Id);
        var planId = await running.Bus.Say(plan);
        await running.Bus.Say(plan, planId);
        await running.Bus.Say(plan);
        await shipment.Becomes(s => s.Legs.Count == 2, "planned");

        var at = SystemClock.Instance.GetCurrentInstant();
        var arrived = Messages.Arrived(shipment.Unit, "DEHAG", at, $"{shipment.Unit}/1");
        var arrivedId = await running.Bus.Say(arrived);
        await running.Bus.Say(arrived, arrivedId);
        await running.Bus.Say(arrived);
        await running.Bus.Say(Messages.Departed(shipment.Unit, "DEHAG", at + Duration.FromSeconds(1), $"{shipment.Unit}/2"));
        await shipment.Becomes(s => s.Milestones.Count(m => m.Actual is not null) == 2, "seen");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => running.Bus.Say(arrived, arrivedId)));

        // Another shipment's plan goes through the same queue behind them.
        await A_planned_shipment.Planned(running);
        var history = await running.Shipments.GetHistoryAsync(new() { ShipmentId = shipment.Id }, As("dispatcher"));
        history.Entries.Select(e => e.What).Should().Equal("booked", "itinerary-assigned", "milestone-recorded", "milestone-recorded");
        (await OrdersOf(shipment.Id)).Should().HaveCount(2);
    }

    [Fact]
    public async Task An_estimate_that_overtakes_its_plan_waits_for_it()
    {
        var shipment = await A_planned_shipment.Booked(running);
        await running.Bus.Say(Messages.Eta(shipment.Id, 2, Known.At(15, 10)));
        await running.Bus.Say(Messages.Plan(shipment.Id));
        var estimated = await shipment.Becomes(s => s.Eta is not null, "estimated");
        (estimated.LateMinutes, estimated.EtaReasons.Single()).Should().Be((-170, "corridor"));
        estimated.Milestones[3].Estimated.P50.Should().Be(estimated.Eta.P50);
    }

    [Fact]
    public async Task A_read_of_a_unit_that_nobody_booked_is_kept_and_disturbs_nobody()
    {
        var unit = A_booking.NewUnit();
        await running.Bus.Say(Messages.Arrived(unit, "DEDTM", SystemClock.Instance.GetCurrentInstant() - Duration.FromMinutes(1), $"{unit}/1"));
        await Eventually.True(
            async () => await running.Scalar<long>($"select count(*) from mt_events where stream_id = 'handling-unit-{unit}' and type = 'handling-unit-sighted.v1'") == 1,
            "sighting kept");

        var request = A_booking.Good();
        request.HandlingUnits[0].Id = unit;
        var booked = await running.Shipments.BookShipmentAsync(request, As("shipper"));
        var history = await running.Shipments.GetHistoryAsync(new() { ShipmentId = booked.ShipmentId }, As("shipper"));
        history.Entries.Select(e => e.What).Should().Equal(["booked"], "it was seen before it was booked");
    }

    [Fact]
    public async Task A_read_that_came_before_the_booking_it_is_about_finds_it()
    {
        var unit = A_booking.NewUnit();
        await running.Bus.Say(Messages.Departed(unit, "DEDTM", SystemClock.Instance.GetCurrentInstant() + Duration.FromMinutes(4), $"{unit}/1"));
        await Eventually.True(
            async () => await running.Scalar<long>($"select count(*) from mt_events where stream_id = 'handling-unit-{unit}'") == 1, "sighting kept");

        var request = A_booking.Good();
        request.HandlingUnits[0].Id = unit;
        var booked = await running.Shipments.BookShipmentAsync(request, As("shipper"));
        var history = await running.Shipments.GetHistoryAsync(new() { ShipmentId = booked.ShipmentId }, As("shipper"));
        history.Entries.Select(e => e.What).Should().Equal("booked", "milestone-recorded");
    }

    private async Task<V1.Shipment> Get(string id, string token) => await running.Shipments.GetShipmentAsync(new() { ShipmentId = id }, As(token));

    private async Task Accept(string order, string token)
    {
        var request = new V1.AcceptTransportOrderRequest { IdempotencyKey = $"accept-{order}", TransportOrderId = order };
        (await running.Orders.AcceptTransportOrderAsync(request, As(token))).State.Should().Be(V1.TransportOrderState.Accepted);
    }

    private async Task<IReadOnlyList<V1.TransportOrder>> OrdersOf(string shipment)
        => [.. (await running.Orders.ListTransportOrdersAsync(new() { PageSize = 500 }, As("dispatcher"))).Orders.Where(o => o.ShipmentId == shipment)];
}
