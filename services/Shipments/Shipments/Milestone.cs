using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <summary>
/// Planned, estimated and actual are three facts. A milestone comes with the itinerary, or with the first evidence of something
/// the itinerary does not have (leg -1). Evidence is added, and retracted by a correction; it never vanishes.
/// </summary>
internal sealed record Milestone(
    MilestoneKind Kind, string HubId, int LegIndex, Instant? Planned, EstimatedTime? Estimated, IReadOnlyList<Evidence> Evidence)
{
    public const int OutsideItinerary = -1;

    /// <summary>Sources of the same milestone that lie further apart contradict each other.</summary>
    public static readonly Duration Tolerance = Duration.FromMinutes(30);

    public IReadOnlyList<Retraction> Retracted { get; init; } = [];

    /// <summary>Reads before reports: a gateway does not remember wrongly. Of several the first.</summary>
    public EventTime? Actual() => Earliest(EvidenceKind.Read) ?? Earliest(EvidenceKind.Report);

    public bool Is(MilestoneKind kind, string hub, int leg) => (Kind, HubId, LegIndex) == (kind, hub, leg);

    public bool Knows(Evidence evidence) => Evidence.Any(e => e.Repeats(evidence)) || Retracted.Any(r => r.Evidence.Repeats(evidence));

    public EventTime? Earliest(EvidenceKind kind) => Evidence.Where(e => e.Kind == kind).MinBy(e => e.At.Instant)?.At;
}

/// <summary>Evidence that turned out wrong: kept, and counted no more.</summary>
internal sealed record Retraction(Evidence Evidence, CorrectionReason Reason);
