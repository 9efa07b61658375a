namespace Logistics.Shipments.Shipments;

/// <summary>Lays the milestones of a plan out, and finds the one that evidence belongs to.</summary>
internal static class Milestones
{
    /// <summary>A new plan's milestones; what is already known to have happened is carried over, never lost.</summary>
    public static IReadOnlyList<Milestone> Plan(IReadOnlyList<Leg> legs, RouteSpecification route, IReadOnlyList<Milestone> before)
    {
        var planned = legs.SelectMany(leg => new[]
        {
            new Milestone(MilestoneKind.Departed, leg.FromHubId, leg.Index, leg.Departure, null, []),
            new Milestone(MilestoneKind.Arrived, leg.ToHubId, leg.Index, leg.Arrival, null, []),
        }).ToList();
        foreach (var past in before.Where(m => m.Evidence.Count + m.Retracted.Count > 0))
        {
            var leg = LegOf(planned, legs, route, past.Kind, past.HubId);
            var at = planned.FindIndex(m => m.Is(past.Kind, past.HubId, leg));
            if (at < 0) planned.Add(past with { LegIndex = leg, Planned = null, Estimated = null });
            else planned[at] = planned[at] with
            {
                Evidence = [.. planned[at].Evidence, .. past.Evidence],
                Retracted = [.. planned[at].Retracted, .. past.Retracted],
            };
        }

        return planned;
    }

    /// <summary>
    /// The leg that a fact belongs to: the first call at that hub that has no actual yet, else the last one there. Arriving at
    /// the origin or leaving the destination is on the way, but no milestone of a leg. What is not planned itself belongs to the
    /// leg that it prepares or ends.
    /// </summary>
    public static int LegOf(
        IReadOnlyList<Milestone> milestones, IReadOnlyList<Leg> legs, RouteSpecification route, MilestoneKind kind, string hub)
    {
        if (kind is not (MilestoneKind.Departed or MilestoneKind.Arrived)) return Around(legs, route, kind, hub);
        var calls = milestones.Where(m => m.Kind == kind && m.HubId == hub && m.LegIndex >= 0).ToList();
        return calls.Count == 0
            ? Milestone.OutsideItinerary
            : (calls.Find(m => m.Evidence.Count == 0) ?? calls[^1]).LegIndex;
    }

    private static int Around(IReadOnlyList<Leg> legs, RouteSpecification route, MilestoneKind kind, string hub)
    {
        var leg = kind switch
        {
            MilestoneKind.Collected => hub == route.OriginHubId ? legs.FirstOrDefault() : null,
            MilestoneKind.Loaded => legs.FirstOrDefault(l => l.FromHubId == hub),
            MilestoneKind.OutForDelivery or MilestoneKind.DeliveryAttempted or MilestoneKind.Delivered
                => hub == route.DestinationHubId ? legs.LastOrDefault() : null,
            _ => legs.LastOrDefault(l => l.ToHubId == hub) ?? legs.FirstOrDefault(l => l.FromHubId == hub),
        };
        return leg?.Index ?? Milestone.OutsideItinerary;
    }

    public static IReadOnlyList<Milestone> Add(IReadOnlyList<Milestone> milestones, ActualRecorded e)
    {
        var list = milestones.ToList();
        var at = list.FindIndex(m => m.Is(e.Kind, e.HubId, e.LegIndex));
        if (at < 0) list.Add(new Milestone(e.Kind, e.HubId, e.LegIndex, null, null, [e.Evidence]));
        else list[at] = list[at] with { Evidence = [.. list[at].Evidence, e.Evidence] };
        return list;
    }

    public static IReadOnlyList<Milestone> Retract(IReadOnlyList<Milestone> milestones, ActualRetracted e) =>
    [
        .. milestones.Select(m => !m.Is(e.Kind, e.HubId, e.LegIndex)
            ? m
            : m with
            {
                Evidence = [.. m.Evidence.Where(x => !Retracts(e, x))],
                Retracted = [.. m.Retracted, .. m.Evidence.Where(x => Retracts(e, x)).Select(x => new Retraction(x, e.Reason))],
            }),
    ];

    public static IReadOnlyList<Milestone> Estimate(IReadOnlyList<Milestone> milestones, IReadOnlyList<MilestoneEstimate> estimates)
        => [.. milestones.Select(m => m with
        {
            Estimated = estimates.FirstOrDefault(e => e.LegIndex == m.LegIndex && e.Kind == m.Kind)?.Time,
        })];

    private static bool Retracts(ActualRetracted e, Evidence evidence)
        => (e.EvidenceKind, e.Source, e.Id) == (evidence.Kind, evidence.Source, evidence.Id)
        && (e.HandlingUnitIds is null || e.HandlingUnitIds.SequenceEqual(evidence.HandlingUnitIds));
}
