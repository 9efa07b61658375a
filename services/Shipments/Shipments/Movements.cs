namespace Logistics.Shipments.Shipments;

/// <summary>The last thing known to have happened, by event time.</summary>
internal sealed record Movement(MilestoneKind Kind, string HubId, EventTime At)
{
    /// <summary>At the hub, not under way from it.</summary>
    public bool AtHub => Kind is not (MilestoneKind.Departed or MilestoneKind.Collected or MilestoneKind.OutForDelivery);
}

internal static class Movements
{
    /// <summary>Each by the last that is said of it: goods that were brought back from an attempt are attempted again.</summary>
    private static Movement LatestOf(Milestone m)
        => new(m.Kind, m.HubId, m.Kind == MilestoneKind.DeliveryAttempted ? m.Evidence.MaxBy(e => e.At.Instant)!.At : m.Actual()!);

    /// <summary>Of two at the same instant the later one is what comes later on the way: a departure before an arrival.</summary>
    private static readonly IReadOnlyList<MilestoneKind> Course =
    [
        MilestoneKind.Collected, MilestoneKind.Loaded, MilestoneKind.Departed, MilestoneKind.Arrived, MilestoneKind.Unloaded,
        MilestoneKind.Transhipped, MilestoneKind.CustomsCleared, MilestoneKind.OutForDelivery, MilestoneKind.DeliveryAttempted, MilestoneKind.Delivered,
    ];

    public static Movement? Last(IEnumerable<Milestone> milestones) => milestones
        .Where(m => m.Evidence.Count > 0)
        .Select(LatestOf)
        .MaxBy(m => (m.At.Instant, Place(m.Kind)));

    private static int Place(MilestoneKind kind)
    {
        for (var i = 0; i < Course.Count; i++) if (Course[i] == kind) return i;
        return -1;
    }
}
