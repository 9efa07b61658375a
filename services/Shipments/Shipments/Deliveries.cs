namespace Logistics.Shipments.Shipments;

/// <summary>A unit that a report says is delivered and that reads say is in a hub.</summary>
internal sealed record FalseDelivery(string Unit, string HubId, EventTime SeenAt, EventTime DeliveredAt);

/// <summary>What the evidence says of the delivery, unit by unit.</summary>
internal static class Deliveries
{
    public static bool IsDelivered(this Shipment s, string unit) => s.DeliveryOf(unit) is not null;

    /// <summary>The first that says so.</summary>
    public static Evidence? DeliveryOf(this Shipment s, string unit) => s.Milestones
        .Where(m => m.Kind == MilestoneKind.Delivered)
        .SelectMany(m => m.Evidence)
        .Where(e => e.HandlingUnitIds.Contains(unit))
        .MinBy(e => e.At.Instant);

    /// <summary>When the last unit was delivered; null while one is not. The order in which it was reported does not matter.</summary>
    public static EventTime? LastDelivery(this Shipment s)
    {
        var deliveries = s.HandlingUnits.Select(u => s.DeliveryOf(u.Id)).ToList();
        return deliveries.Contains(null) ? null : deliveries.MaxBy(e => e!.At.Instant)!.At;
    }

    /// <summary>The last attempt, where nothing more was heard of the goods since.</summary>
    public static Evidence? FailedAttempt(this Shipment s) => s.LastMovement() is { Kind: MilestoneKind.DeliveryAttempted }
        ? s.Milestones.Where(m => m.Kind == MilestoneKind.DeliveryAttempted).SelectMany(m => m.Evidence).MaxBy(e => e.At.Instant)
        : null;

    public static int Attempts(this Shipment s)
        => s.Milestones.Where(m => m.Kind == MilestoneKind.DeliveryAttempted).Sum(m => m.Evidence.Count);

    /// <summary>
    /// Read after the delivery, wherever; or read last where it arrived at another hub than the destination, which nobody said it
    /// has left.
    /// </summary>
    public static IReadOnlyList<FalseDelivery> FalseDeliveries(this Shipment s) =>
    [
        .. s.HandlingUnits.Select(u => (Unit: u.Id, Delivery: s.DeliveryOf(u.Id), Read: LastRead(s, u.Id)))
            .Where(x => x is { Delivery.Kind: EvidenceKind.Report, Read: not null } && IsStillThere(s, x.Unit, x.Delivery!, x.Read))
            .Select(x => new FalseDelivery(x.Unit, x.Read!.HubId, x.Read.At, x.Delivery!.At)),
    ];

    private static bool IsStillThere(Shipment s, string unit, Evidence delivery, Movement read)
        => read.At.Instant > delivery.At.Instant + Milestone.Tolerance
        || (read.Kind == MilestoneKind.Arrived && read.HubId != s.Route.DestinationHubId && !HasLeft(s, unit, read));

    private static bool HasLeft(Shipment s, string unit, Movement read) => s.Milestones
        .Where(m => m.Kind == MilestoneKind.Departed && m.HubId == read.HubId)
        .SelectMany(m => m.Evidence)
        .Any(e => e.HandlingUnitIds.Contains(unit) && e.At.Instant >= read.At.Instant);

    /// <summary>Not the first of a stay, as milestones have it: here it matters that it is still there.</summary>
    private static Movement? LastRead(Shipment s, string unit) => s.Milestones
        .SelectMany(m => m.Evidence
            .Where(e => e.Kind == EvidenceKind.Read && e.HandlingUnitIds.Contains(unit))
            .Select(e => new Movement(m.Kind, m.HubId, e.At)))
        .MaxBy(m => m.At.Instant);
}
