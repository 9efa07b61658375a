using Logistics.EventStore;
using Logistics.Shipments.HandlingUnits;
using Logistics.Shipments.Streams;
using Logistics.Shipments.TransportOrders;
using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <param name="ReturnShipmentId">For the shipment that takes the goods back, if there is none yet.</param>
internal sealed record ReturnShipment(string ReturnShipmentId, string Reason, Appointment ReadyAt, Appointment ArriveBy);

/// <summary>
/// Ends a shipment other than by delivery: its orders are withdrawn and its handling units freed in the same append; a return
/// claims them at once for the shipment that takes them back.
/// </summary>
internal sealed class ClosingProcess(JointTransactor streams)
{
    public Task<JointOutcome> Cancel(
        string shipmentId, long expectedVersion, string reason, string by, Instant now, CommandContext context, CancellationToken ct)
        => streams.Transact(
            async draft => await draft.Expect(Shipment.Stream, shipmentId, expectedVersion, s => s.VisibleTo(by), ct)
                ?? await draft.Decide(Shipment.Stream, shipmentId, s => LifeCycleDecider.Cancel(s, reason, by, now), ct)
                ?? await Close(draft, shipmentId, "The shipment was cancelled.", ct),
            context,
            ct);

    public Task<JointOutcome> Return(
        string shipmentId, long expectedVersion, ReturnShipment c, string by, Instant now, CommandContext context, CancellationToken ct)
        => streams.Transact(
            async draft =>
            {
                if (await draft.Expect(Shipment.Stream, shipmentId, expectedVersion, s => s.VisibleTo(by), ct) is { } stale) return stale;
                var before = await draft.Load(Shipment.Stream, shipmentId, ct);
                return await draft.Decide(Shipment.Stream, shipmentId, s => LifeCycleDecider.Return(s, c.ReturnShipmentId, c.Reason, by, now), ct)
                    ?? (before.Returned is null ? await Close(draft, shipmentId, "The shipment is returned.", ct) ?? await BookReturn(draft, before, c, now, ct) : null);
            },
            context,
            ct);

    private static async Task<Refusal?> Close(Draft draft, string shipmentId, string reason, CancellationToken ct)
    {
        var shipment = await draft.Load(Shipment.Stream, shipmentId, ct);
        foreach (var leg in shipment.Legs())
            await draft.Decide(TransportOrder.Stream, leg.TransportOrderId, o => TransportOrderDecider.Withdraw(o, reason), ct);
        foreach (var unit in shipment.HandlingUnits)
            await draft.Decide(HandlingUnit.Stream, unit.Id, u => HandlingUnitDecider.Release(u, shipmentId), ct);
        return null;
    }

    private static async Task<Refusal?> BookReturn(Draft draft, Shipment s, ReturnShipment c, Instant now, CancellationToken ct)
    {
        var booking = Returning.Booking(s, c);
        var refused = await draft.Decide(Shipment.Stream, booking.ShipmentId, r => ShipmentDecider.Book(r, booking, s.Operator, now), ct);
        foreach (var unit in booking.HandlingUnits)
            refused ??= await draft.Decide(HandlingUnit.Stream, unit.Id, u => HandlingUnitDecider.Claim(u, unit.Id, booking.ShipmentId, now), ct);
        return refused;
    }
}

/// <summary>What the way back is booked as.</summary>
internal static class Returning
{
    /// <summary>From where it was last seen to where it came from; whoever sent it gets it, the others stay what they are.</summary>
    public static BookShipment Booking(Shipment s, ReturnShipment c) => new(
        c.ReturnShipmentId,
        s.Reference,
        [.. s.BookedParties.Select(p => p with { Role = Swapped(p.Role) })],
        Back(s.Route, s.LastMovement()?.HubId ?? s.Route.DestinationHubId, c),
        [.. s.HandlingUnits.Where(u => s.Outstanding().Contains(u.Id))],
        s.Temperature,
        s.GoodsDescription)
    {
        References = s.References,
        Conditions = s.Conditions,
        ReturnOf = s.Id,
    };

    private static RouteSpecification Back(RouteSpecification route, string from, ReturnShipment c) => new(
        Door.Is(from) ? Door.Collection : from, route.CollectAt is null ? route.OriginHubId : Door.Delivery, c.ReadyAt, c.ArriveBy)
    {
        CollectAt = route.DoorOf(from),
        DeliverAt = route.CollectAt,
    };

    private static PartyRole Swapped(PartyRole role) => role switch
    {
        PartyRole.Consignor => PartyRole.Consignee,
        PartyRole.Consignee => PartyRole.Consignor,
        _ => role,
    };
}
