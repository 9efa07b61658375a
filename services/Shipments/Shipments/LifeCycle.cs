using Logistics.EventStore;

namespace Logistics.Shipments.Shipments;

/// <summary>How what is decided about a shipment, other than what is observed, changes it.</summary>
internal static class LifeCycle
{
    public static Shipment Evolve(Shipment s, object e) => e switch
    {
        ShipmentAmended x => Elsewhere(s, x.Route) with
        {
            Reference = x.Reference ?? s.Reference,
            References = x.References ?? s.References,
            GoodsDescription = x.GoodsDescription ?? s.GoodsDescription,
            Route = x.Route ?? s.Route,
            Temperature = x.Temperature ?? s.Temperature,
            HandlingUnits = x.HandlingUnits ?? s.HandlingUnits,
            LostUnits = x.HandlingUnits is { } units ? [.. s.LostUnits.Where(lost => units.Any(u => u.Id == lost))] : s.LostUnits,
            BookedParties = x.Parties ?? s.BookedParties,
        },
        ShipmentHeld x => s with { Holds = [.. s.Holds.Where(h => h.Kind != x.Kind), x] },
        ShipmentReleased x => s with { Holds = [.. s.Holds.Where(h => h.Kind != x.Kind)] },
        ShipmentCancelled x => s with { Cancelled = x },
        ShipmentReturned x => s with { Returned = x },
        HandlingUnitsLost x => s with { LostUnits = [.. s.LostUnits.Union(x.HandlingUnitIds)], LostAt = x.At },
        HandlingUnitsFound x => s with { LostUnits = [.. s.LostUnits.Except(x.HandlingUnitIds)] },
        _ => throw new InvalidOperationException($"A shipment's life cycle knows no event {e.GetType().Name}."),
    };

    /// <summary>What was estimated of the way to another place says nothing any more.</summary>
    private static Shipment Elsewhere(Shipment s, RouteSpecification? route) => route is { } to
        && (to.DestinationHubId, to.DeliverAt) != (s.Route.DestinationHubId, s.Route.DeliverAt)
        ? s with { Estimate = null, Milestones = Milestones.Estimate(s.Milestones, []) }
        : s;

    /// <summary>Who decides about it: who booked it, and the hub.</summary>
    public static bool IsDirectedBy(this Shipment s, string organisation)
        => s.BookedParties.Any(p => p.Organisation == organisation && p.Role is PartyRole.Consignor or PartyRole.FreightForwarder);

    /// <summary>Neither delivered nor lost.</summary>
    public static IReadOnlyList<string> Outstanding(this Shipment s)
        => [.. s.HandlingUnits.Select(u => u.Id).Where(u => !s.LostUnits.Contains(u) && !s.IsDelivered(u))];

    public static bool SeenSinceLost(this Shipment s) => s.LostUnits.Any(u => s.LastMovement(u) is { } last && last.At.Instant > s.LostAt);

    /// <summary>Something was said to have happened to it on its way: it cannot be undone by cancelling.</summary>
    public static bool Underway(this Shipment s) => s.Milestones.Any(m => m.Evidence.Count > 0 && m.Kind != MilestoneKind.Arrived)
        || s.Milestones.Any(m => m.Evidence.Count > 0 && m.HubId != s.Route.OriginHubId);

    /// <summary>Some of it has come to where it goes, or further.</summary>
    public static bool AtDestination(this Shipment s) => s.Milestones.Any(m => m.Evidence.Count > 0
        && (m.Kind is MilestoneKind.OutForDelivery or MilestoneKind.DeliveryAttempted or MilestoneKind.Delivered
            || (m.Kind == MilestoneKind.Arrived && m.HubId == s.Route.DestinationHubId)));

    /// <summary>Its last lorry has left: where that one goes is between its driver and the consignee.</summary>
    public static bool OnTheWayToItsDoor(this Shipment s) => s.Legs() is [.., { ToHubId: Door.Delivery } last]
        && s.Milestones.Any(m => m.Kind == MilestoneKind.Departed && m.LegIndex == last.Index && m.Evidence.Count > 0);

    /// <summary>Null where the organisation may decide about the shipment and it is open.</summary>
    public static Refusal? Barred(this Shipment s, string organisation) => s switch
    {
        _ when !s.VisibleTo(organisation) => new(Reasons.ShipmentNotFound, "There is no such shipment."),
        _ when !s.IsDirectedBy(organisation) => new(Reasons.NotYoursToChange, "Only consignor, freight forwarder and the hub decide about a shipment."),
        _ when s.Closed() => new(Reasons.ShipmentClosed, "The shipment is delivered, cancelled or returned."),
        _ => null,
    };
}
