using Logistics.Specs;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

/// <summary>A shipment of its own for a test, and how it is looked at.</summary>
internal sealed class A_planned_shipment
{
    private readonly RunningShipments running;

    private A_planned_shipment(RunningShipments running, string id, string unit) => (this.running, Id, Unit) = (running, id, unit);

    public string Id { get; }

    public string Unit { get; }

    public static async Task<A_planned_shipment> Booked(RunningShipments running)
    {
        var request = A_booking.Good();
        var booked = await running.Shipments.BookShipmentAsync(request, As("shipper"));
        await running.Shipments.GetShipmentAsync(new() { ShipmentId = booked.ShipmentId, MinPosition = booked.Position }, As("shipper"));
        return new(running, booked.ShipmentId, request.HandlingUnits[0].Id);
    }

    public static async Task<A_planned_shipment> Planned(RunningShipments running)
    {
        var shipment = await Booked(running);
        await running.Bus.Say(Messages.Plan(shipment.Id));
        await shipment.Becomes(s => s.Legs.Count == 2 && s.Legs.All(l => l.TransportOrderState == V1.TransportOrderState.Tendered), "planned");
        return shipment;
    }

    public async Task<V1.Shipment> Now() => await running.Shipments.GetShipmentAsync(new() { ShipmentId = Id }, As("dispatcher"));

    public Task<V1.Shipment> Becomes(Func<V1.Shipment, bool> condition, string what) => Eventually.Some(
        async () => await Now() is { } s && condition(s) ? s : null, $"shipment that is {what}");

    public Task<V1.WorkItem> HasWorkItem(V1.WorkItemKind kind, V1.WorkItemState state = V1.WorkItemState.New, Func<V1.WorkItem, bool>? which = null)
        => Eventually.Some(
            async () => (await running.WorkItems.ListWorkItemsAsync(new() { ShipmentId = Id, States = { state } }, As("dispatcher")))
                .Items.FirstOrDefault(i => i.Kind == kind && (which is null || which(i))),
            $"work item {kind} that is {state}");
}
