using NodaTime;

namespace Logistics.Shipments.Shipments;

internal enum ShipmentState
{
    Booked = 1,
    Planned,
    InTransit,
    AtHub,
    Arrived,
    Delivered,
    Cancelled,
    PartiallyDelivered,
    Returned,
    Lost,
}

/// <summary>
/// What follows from the facts. Derived each time and never stored: a late fact mends every judgement by being there.
/// </summary>
internal static class Judgements
{
    public static ShipmentState State(this Shipment s) => (s, s.LastMovement()) switch
    {
        ({ Cancelled: not null }, _) => ShipmentState.Cancelled,
        ({ Returned: not null }, _) => ShipmentState.Returned,
        ({ DeliveredAt: not null }, _) => ShipmentState.Delivered,
        ({ LostUnits.Count: > 0 }, _) when s.Outstanding().Count == 0 => ShipmentState.Lost,
        (_, null) => s.Itinerary is null ? ShipmentState.Booked : ShipmentState.Planned,
        _ when s.HandlingUnits.Any(u => s.IsDelivered(u.Id)) => ShipmentState.PartiallyDelivered,
        (_, { AtHub: true } last) => last.HubId == s.Route.DestinationHubId ? ShipmentState.Arrived : ShipmentState.AtHub,
        _ => ShipmentState.InTransit,
    };

    public static Movement? LastMovement(this Shipment s) => Movements.Last(s.Milestones);

    /// <summary>Of one handling unit at least, the last place seen is not on the itinerary.</summary>
    public static bool Misdirected(this Shipment s) => s.Whereabouts().Any(u => u.Misdirected);

    public static Instant Due(this Shipment s) => s.Route.ArriveBy.ToInstant();

    /// <summary>When it came, or is estimated, or else planned to come to the destination.</summary>
    public static Instant? Arrival(this Shipment s)
        => s.ArrivedAtDestination() ?? s.DeliveredAt?.Instant ?? s.Estimate?.Arrival.P50 ?? s.PlannedArrival();

    public static Instant? PlannedArrival(this Shipment s) => s.PlanLeadsThere() ? s.Legs()[^1].Arrival : null;

    /// <summary>Not so before it is planned, and when the destination was changed after it.</summary>
    public static bool PlanLeadsThere(this Shipment s) => s.Legs() is [.., var last]
        && last.ToHubId == s.Route.DestinationHubId && last.ToDoor == s.Route.DeliverAt;

    /// <summary>After the appointment; negative is early.</summary>
    public static int LateMinutes(this Shipment s)
        => s.Arrival() is { } arrival ? (int)Math.Clamp((arrival - s.Due()).TotalMinutes, int.MinValue, int.MaxValue) : 0;

    /// <summary>The estimate against the plan.</summary>
    public static int SlipMinutes(this Shipment s)
        => s is { Estimate: { } e } && s.PlannedArrival() is { } plan ? (int)(e.Arrival.P50 - plan).TotalMinutes : 0;

    /// <summary>Whose run leaves before the shipment can be there, as Routing predicts.</summary>
    public static IEnumerable<Leg> MissedLegs(this Shipment s)
        => (s.Estimate?.MissedConnections ?? []).Distinct().SelectMany(index => s.Legs().Where(l => l.Index == index).Take(1));

    /// <summary>`departed DEDTM`; empty when nothing is expected any more.</summary>
    public static string NextExpectedActivity(this Shipment s)
    {
        if (s.Closed()) return "";
        if (!s.PlanLeadsThere()) return "planned";
        var ahead = s.Milestones.Where(m => m.LegIndex >= 0 && m.Planned is not null).ToList();
        var done = ahead.FindLastIndex(m => m.Evidence.Count > 0 || s.IsCollectedAt(m));
        return done + 1 < ahead.Count
            ? $"{(ahead[done + 1].Kind == MilestoneKind.Departed ? "departed" : "arrived")} {ahead[done + 1].HubId}"
            : $"delivered {s.Route.DestinationHubId}";
    }

    /// <summary>As booked, and the carriers of the itinerary in force.</summary>
    public static IReadOnlyList<Party> Parties(this Shipment s) =>
    [
        .. s.BookedParties,
        .. s.Legs().Select(leg => leg.CarrierId).Distinct()
            .Where(carrier => !s.BookedParties.Any(p => p.Role == PartyRole.Carrier && p.Organisation == carrier))
            .Select(carrier => new Party(PartyRole.Carrier, carrier, null)),
    ];

    /// <summary>Who may see it.</summary>
    public static IReadOnlyList<string> PartyOrganisations(this Shipment s)
        => s.Discarded ? [] : [.. s.Parties().Select(p => p.Organisation).Where(o => o.Length > 0).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Who has collected goods at a door has left it.</summary>
    private static bool IsCollectedAt(this Shipment s, Milestone left) => left is { Kind: MilestoneKind.Departed, HubId: Door.Collection }
        && s.Milestones.Any(m => m is { Kind: MilestoneKind.Collected, HubId: Door.Collection, Evidence.Count: > 0 });

    private static Instant? ArrivedAtDestination(this Shipment s) => s.Milestones
        .FirstOrDefault(m => m.Kind == MilestoneKind.Arrived && m.HubId == s.Route.DestinationHubId && m.Evidence.Count > 0)
        ?.Actual()?.Instant;
}
