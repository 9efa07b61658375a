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
}

/// <summary>The last thing known to have happened, by event time.</summary>
internal sealed record Movement(MilestoneKind Kind, string HubId, EventTime At);

/// <summary>
/// What follows from the facts. Derived each time and never stored: a late fact mends every judgement by being there.
/// </summary>
internal static class Judgements
{
    public static ShipmentState State(this Shipment s) => (s.Closed(), s.LastMovement()) switch
    {
        (true, _) => ShipmentState.Delivered,
        (_, null) => s.Itinerary is null ? ShipmentState.Booked : ShipmentState.Planned,
        (_, { Kind: MilestoneKind.Arrived } last) when last.HubId == s.Route.DestinationHubId => ShipmentState.Arrived,
        (_, { Kind: MilestoneKind.Arrived }) => ShipmentState.AtHub,
        _ => ShipmentState.InTransit,
    };

    /// <summary>A departure and an arrival at the same instant: the arrival is later.</summary>
    public static Movement? LastMovement(this Shipment s) => s.Milestones
        .Where(m => m.Evidence.Count > 0)
        .Select(m => new Movement(m.Kind, m.HubId, m.Actual()!))
        .MaxBy(m => (m.At.Instant, m.Kind == MilestoneKind.Departed ? 0 : 1));

    /// <summary>The last place seen is not on the itinerary.</summary>
    public static bool Misdirected(this Shipment s)
        => s is { Itinerary: { } plan } && !s.Closed() && s.LastMovement() is { } last
        && !plan.Calls(last.HubId) && last.HubId != s.Route.OriginHubId && last.HubId != s.Route.DestinationHubId;

    public static Instant Due(this Shipment s) => s.Route.ArriveBy.ToInstant();

    /// <summary>When it came, or is estimated, or else planned to come to the destination.</summary>
    public static Instant? Arrival(this Shipment s)
        => s.ArrivedAtDestination() ?? s.DeliveredAt?.Instant ?? s.Estimate?.Arrival.P50 ?? s.PlannedArrival();

    public static Instant? PlannedArrival(this Shipment s) => s.Legs().LastOrDefault()?.Arrival;

    /// <summary>After the appointment; negative is early.</summary>
    public static int LateMinutes(this Shipment s)
        => s.Arrival() is { } arrival ? (int)Math.Clamp((arrival - s.Due()).TotalMinutes, int.MinValue, int.MaxValue) : 0;

    /// <summary>`departed DEDTM`; empty when nothing is expected any more.</summary>
    public static string NextExpectedActivity(this Shipment s)
    {
        if (s.Closed()) return "";
        if (s.Itinerary is null) return "planned";
        var ahead = s.Milestones.Where(m => m.LegIndex >= 0 && m.Planned is not null).ToList();
        var done = ahead.FindLastIndex(m => m.Evidence.Count > 0);
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
        => [.. s.Parties().Select(p => p.Organisation).Where(o => o.Length > 0).Distinct().Order(StringComparer.Ordinal)];

    private static Instant? ArrivedAtDestination(this Shipment s) => s.Milestones
        .FirstOrDefault(m => m.Kind == MilestoneKind.Arrived && m.HubId == s.Route.DestinationHubId && m.Evidence.Count > 0)
        ?.Actual()?.Instant;
}
