using Logistics.EventStore;
using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <summary>What is decided about a shipment by those who may. What is done already is done: again is a success.</summary>
internal static class LifeCycleDecider
{
    public static Decision Hold(Shipment s, HoldKind kind, string reason, string by, Instant now) => s.Barred(by) switch
    {
        { } barred => new Decision.Refused(barred),
        _ when s.Holds.Any(h => h.Kind == kind) => Decision.Nothing,
        _ => Decision.Accept(new ShipmentHeld(kind, reason, by, now)),
    };

    public static Decision Release(Shipment s, HoldKind kind, string by, Instant now)
    {
        if (s.Holds.FirstOrDefault(h => h.Kind == kind) is not { } hold)
            return s.Barred(by) is { Reason: not Reasons.ShipmentClosed } barred ? new Decision.Refused(barred) : Decision.Nothing;
        return s.Barred(by) switch
        {
            { Reason: not Reasons.ShipmentClosed } barred => new Decision.Refused(barred),
            _ when hold.By != by && s.Operator != by => Decision.Refuse(Reasons.HeldByAnother, "Only who holds it or the hub releases it."),
            _ => Decision.Accept(new ShipmentReleased(kind, by, now)),
        };
    }

    public static Decision Cancel(Shipment s, string reason, string by, Instant now) => s.Barred(by) switch
    {
        { Reason: Reasons.ShipmentClosed } when s.Cancelled is not null => Decision.Nothing,
        { } barred => new Decision.Refused(barred),
        _ when s.Underway() => Decision.Refuse(Reasons.ShipmentUnderway, "The goods have moved: return the shipment instead."),
        _ => Decision.Accept(new ShipmentCancelled(reason, by, now)),
    };

    /// <summary>The return itself is booked beside this, see <see cref="ClosingProcess"/>.</summary>
    public static Decision Return(Shipment s, string returnShipmentId, string reason, string by, Instant now) => s.Barred(by) switch
    {
        { Reason: Reasons.ShipmentClosed } when s.Returned is not null => Decision.Nothing,
        { } barred => new Decision.Refused(barred),
        _ when !s.Underway() => Decision.Refuse(Reasons.ShipmentNotUnderway, "The goods have not moved: cancel the shipment instead."),
        _ when s.Outstanding().Count == 0 => Decision.Refuse(Reasons.NothingOutstanding, "Every handling unit is delivered or lost."),
        _ => Decision.Accept(new ShipmentReturned(returnShipmentId, s.Outstanding(), reason, by, now)),
    };

    /// <param name="units">Empty: all that are outstanding.</param>
    public static Decision Lose(Shipment s, IReadOnlyList<string> units, string reason, string by, Instant now)
    {
        if (Foreign(s, units, by) is { } refusal) return refusal;
        if (s.Closed()) return Decision.Refuse(Reasons.ShipmentClosed, "The shipment is delivered, cancelled or returned.");
        IReadOnlyList<string> lost = [.. s.Outstanding().Where(u => units.Count == 0 || units.Contains(u))];
        return lost.Count == 0 ? Decision.Nothing : Decision.Accept(new HandlingUnitsLost(lost, reason, by, now));
    }

    /// <param name="units">Empty: all that are lost.</param>
    public static Decision Find(Shipment s, IReadOnlyList<string> units, string by, Instant now)
    {
        if (Foreign(s, units, by) is { } refusal) return refusal;
        IReadOnlyList<string> found = [.. s.LostUnits.Where(u => units.Count == 0 || units.Contains(u))];
        return found.Count == 0 ? Decision.Nothing : Decision.Accept(new HandlingUnitsFound(found, by, now));
    }

    /// <summary>Lost and found are facts: any party may tell them, about the shipment's own units.</summary>
    private static Decision? Foreign(Shipment s, IReadOnlyList<string> units, string by) => s switch
    {
        _ when !s.VisibleTo(by) => Decision.Refuse(Reasons.ShipmentNotFound, "There is no such shipment."),
        _ when units.FirstOrDefault(u => s.HandlingUnits.All(h => h.Id != u)) is { } foreign
            => Decision.Refuse(Reasons.HandlingUnitNotOfShipment, $"Handling unit {foreign} is not one of this shipment."),
        _ => null,
    };
}
