namespace Logistics.Shipments.Shipments;

/// <summary>The last thing known to have happened, by event time.</summary>
internal sealed record Movement(MilestoneKind Kind, string HubId, EventTime At)
{
    /// <summary>At the hub, not under way from it.</summary>
    public bool AtHub => Kind is not (MilestoneKind.Departed or MilestoneKind.Collected or MilestoneKind.OutForDelivery);
}

internal static class Movements
{
    /// <summary>Of two at the same instant the later one is what comes later on the way: a departure before an arrival.</summary>
    private static readonly IReadOnlyList<MilestoneKind> Course =
    [
        MilestoneKind.Collected, MilestoneKind.Loaded, MilestoneKind.Departed, MilestoneKind.Arrived, MilestoneKind.Unloaded,
        MilestoneKind.Transhipped, MilestoneKind.CustomsCleared, MilestoneKind.OutForDelivery, MilestoneKind.DeliveryAttempted, MilestoneKind.Delivered,
    ];

    public static Movement? Last(IEnumerable<Milestone> milestones)
        => milestones.Where(m => m.Evidence.Count > 0).Select(Of).Aggregate((Movement?)null, Later);

    /// <summary>By the actual; an attempt by the last that is said of it, for goods that were brought back are attempted again.</summary>
    public static Movement Of(Milestone m)
        => new(m.Kind, m.HubId, m.Kind == MilestoneKind.DeliveryAttempted ? m.Evidence.MaxBy(e => e.At.Instant)!.At : m.Actual()!);

    public static Movement Later(Movement? a, Movement b)
        => a is not null && (a.At.Instant, Place(a.Kind)).CompareTo((b.At.Instant, Place(b.Kind))) >= 0 ? a : b;

    private static int Place(MilestoneKind kind)
    {
        for (var i = 0; i < Course.Count; i++) if (Course[i] == kind) return i;
        return -1;
    }
}
