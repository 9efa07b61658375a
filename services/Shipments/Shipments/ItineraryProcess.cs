using Logistics.EventStore;
using Logistics.Shipments.Streams;
using Logistics.Shipments.TransportOrders;
using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <summary>
/// Puts a plan in force: the shipment gets its itinerary and the carriers their orders in one append. Orders of the plan before
/// are withdrawn where their carriage is no longer part of it, or what is to be carried has changed; where neither is so, the
/// carrier's answer stands.
/// </summary>
internal sealed class ItineraryProcess(JointTransactor streams)
{
    public Task<JointOutcome> Assign(string shipmentId, AssignItinerary c, Instant now, CommandContext context, CancellationToken ct)
        => streams.Transact(
            async draft =>
            {
                await Decide(draft, shipmentId, c, now, ct);
                return null;
            },
            context,
            ct);

    private static async Task Decide(Draft draft, string shipmentId, AssignItinerary c, Instant now, CancellationToken ct)
    {
        var before = await draft.Load(Shipment.Stream, shipmentId, ct);
        var (standing, fitting) = (new HashSet<string>(), new HashSet<string>());
        foreach (var leg in before.Legs())
        {
            var order = await draft.Load(TransportOrder.Stream, leg.TransportOrderId, ct);
            if (order.Stands()) standing.Add(leg.TransportOrderId);
            if (order.Stands() && order.Carries(before.HandlingUnits)) fitting.Add(leg.TransportOrderId);
        }

        await draft.Decide(Shipment.Stream, shipmentId, s => ShipmentDecider.AssignItinerary(s, c, fitting.Contains), ct);
        var after = await draft.Load(Shipment.Stream, shipmentId, ct);
        if (after.Itinerary == before.Itinerary) return;

        foreach (var dropped in standing.Except(after.Legs().Select(l => l.TransportOrderId)))
            await draft.Decide(TransportOrder.Stream, dropped, o => TransportOrderDecider.Withdraw(o, "The shipment was planned anew."), ct);
        foreach (var leg in after.Legs())
        {
            var tender = new TransportOrderTendered(leg.TransportOrderId, shipmentId, after.Operator, leg, after.HandlingUnits, now)
            {
                RespondBy = TenderTerms.RespondBy(now, leg.Departure),
            };
            await draft.Decide(TransportOrder.Stream, leg.TransportOrderId, o => TransportOrderDecider.Tender(o, tender), ct);
        }
    }
}
