using System.Text.Json.Serialization;
using Logistics.EventStore;
using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <summary>When it happened, with the offset of the clock that saw it.</summary>
internal sealed record EventTime(Instant Instant, int OffsetMinutes);

[JsonConverter(typeof(JsonStringEnumConverter<EvidenceKind>))]
internal enum EvidenceKind
{
    [JsonStringEnumMemberName("read")] Read = 1,
    [JsonStringEnumMemberName("report")] Report,
}

/// <summary>Who says that a milestone happened, and when.</summary>
/// <param name="Source">Gateway or organisation.</param>
/// <param name="Id">The deciding read's id, or the report's.</param>
/// <param name="RecordedAt">When the hub learned it.</param>
/// <param name="SaidBy">A person on the phone.</param>
internal sealed record Evidence(
    EvidenceKind Kind,
    string Source,
    string Id,
    EventTime At,
    Instant RecordedAt,
    IReadOnlyList<string> HandlingUnitIds,
    ProtectedText? SaidBy)
{
    public bool Repeats(Evidence other) => (Kind, Source, Id) == (other.Kind, other.Source, other.Id);
}

/// <summary>
/// Planned, estimated and actual are three facts. A milestone comes with the itinerary, or with the first evidence of something
/// the itinerary does not have (leg -1). Evidence is only ever added.
/// </summary>
internal sealed record Milestone(
    MilestoneKind Kind, string HubId, int LegIndex, Instant? Planned, EstimatedTime? Estimated, IReadOnlyList<Evidence> Evidence)
{
    public const int OutsideItinerary = -1;

    /// <summary>A report and a read of the same milestone that lie further apart contradict each other.</summary>
    public static readonly Duration Tolerance = Duration.FromMinutes(30);

    /// <summary>Reads before reports: a gateway does not remember wrongly. Of several the first.</summary>
    public EventTime? Actual() => Earliest(EvidenceKind.Read) ?? Earliest(EvidenceKind.Report);

    public bool Contradicted()
        => Earliest(EvidenceKind.Read) is { } read
        && Earliest(EvidenceKind.Report) is { } report
        && Abs(read.Instant - report.Instant) > Tolerance;

    public bool Is(MilestoneKind kind, string hub, int leg) => (Kind, HubId, LegIndex) == (kind, hub, leg);

    public EventTime? Earliest(EvidenceKind kind) => Evidence.Where(e => e.Kind == kind).MinBy(e => e.At.Instant)?.At;

    private static Duration Abs(Duration duration) => duration < Duration.Zero ? -duration : duration;
}
