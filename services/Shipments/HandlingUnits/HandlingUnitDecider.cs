using Logistics.EventStore;
using NodaTime;

namespace Logistics.Shipments.HandlingUnits;

internal static class HandlingUnitDecider
{
    /// <summary>The refusal names no shipment: it may be another organisation's.</summary>
    public static Decision Claim(HandlingUnit unit, string id, string shipmentId, Instant now) => unit.InForce() switch
    {
        null => Decision.Accept(new HandlingUnitClaimed(shipmentId, now)),
        { } claim when claim.ShipmentId == shipmentId => Decision.Nothing,
        _ => Decision.Refuse(Reasons.HandlingUnitInUse, $"Handling unit {id} belongs to an open shipment."),
    };

    public static Decision Release(HandlingUnit unit, string shipmentId)
        => unit.InForce()?.ShipmentId == shipmentId ? Decision.Accept(new HandlingUnitReleased(shipmentId)) : Decision.Nothing;

    /// <summary>By a shipment that is open again; whoever has booked the unit meanwhile keeps it.</summary>
    public static Decision Reclaim(HandlingUnit unit, string shipmentId, Instant now)
        => unit.InForce() is null ? Decision.Accept(new HandlingUnitClaimed(shipmentId, now)) : Decision.Nothing;

    /// <summary>A sighting that was taken back before it came is none.</summary>
    public static Decision Sight(HandlingUnit unit, HandlingUnitSighted c)
        => unit.HasWithdrawn(c) || unit.Sightings.Any(s => s.Kind == c.Kind && s.HubId == c.HubId && s.Evidence.Repeats(c.Evidence))
            ? Decision.Nothing
            : Decision.Accept(c);

    public static Decision Withdraw(HandlingUnit unit, HandlingUnitSighted c) => unit.HasWithdrawn(c)
        ? Decision.Nothing
        : Decision.Accept(new HandlingUnitSightingWithdrawn(c.Kind, c.HubId, c.Evidence.Source, c.Evidence.At));
}
