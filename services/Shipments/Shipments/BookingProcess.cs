using Logistics.EventStore;
using Logistics.Shipments.HandlingUnits;
using Logistics.Shipments.Streams;
using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <summary>
/// Books a shipment and claims its handling units in one append. What gateways have seen of a unit with an event time after the
/// booking, before the booking was recorded, becomes the shipment's evidence at once.
/// </summary>
internal sealed class BookingProcess(JointTransactor streams, HubOperator @operator)
{
    public Task<JointOutcome> Book(BookShipment c, Instant now, CommandContext context, CancellationToken ct)
        => streams.Transact(draft => Decide(draft, c, now, ct), context, ct);

    private async Task<Refusal?> Decide(Draft draft, BookShipment c, Instant now, CancellationToken ct)
    {
        draft.Begin(Shipment.Stream, c.ShipmentId);
        var refused = await draft.Decide(Shipment.Stream, c.ShipmentId, s => ShipmentDecider.Book(s, c, @operator.Organisation, now), ct);
        foreach (var unit in c.HandlingUnits)
        {
            if (refused is not null) return refused;
            refused = await draft.Decide(
                HandlingUnit.Stream, unit.Id, u => HandlingUnitDecider.Claim(u, unit.Id, c.ShipmentId, now), ct)
                ?? await TakeOver(draft, c.ShipmentId, unit.Id, now, ct);
        }

        return refused;
    }

    private static async Task<Refusal?> TakeOver(Draft draft, string shipmentId, string unitId, Instant now, CancellationToken ct)
    {
        var unit = await draft.Load(HandlingUnit.Stream, unitId, ct);
        foreach (var sighting in unit.Sightings.Where(s => s.Evidence.At.Instant >= now))
        {
            var fact = new RecordActual(sighting.Kind, sighting.HubId, sighting.Evidence);
            if (await draft.Decide(Shipment.Stream, shipmentId, s => ShipmentDecider.RecordActual(s, fact), ct) is { } refused) return refused;
        }

        return null;
    }
}
