using System.Text.Json.Serialization;
using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <param name="Operator">The hub's own organisation, one of the parties.</param>
internal sealed record ShipmentBooked(
    string ShipmentId,
    string Reference,
    string Operator,
    IReadOnlyList<Party> Parties,
    RouteSpecification Route,
    IReadOnlyList<ShippedUnit> HandlingUnits,
    TemperatureBand? Temperature,
    string GoodsDescription,
    Instant BookedAt)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Reference>? References { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ConditionLimits>? Conditions { get; init; }

    /// <summary>The shipment whose goods this one takes back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReturnOf { get; init; }
}

/// <param name="SourceVersion">Version of Routing's stream, to know a stale plan by.</param>
internal sealed record ItineraryAssigned(int ItineraryVersion, long SourceVersion, IReadOnlyList<Leg> Legs, string Explanation);

internal sealed record PlanFailed(long SourceVersion, string Explanation);

/// <param name="At">The milestone's actual with this evidence: reads before reports, the earliest of them.</param>
internal sealed record ActualRecorded(MilestoneKind Kind, string HubId, int LegIndex, EventTime At, Evidence Evidence);

/// <param name="EvidenceKind">With source and id, the evidence that counts no more.</param>
/// <param name="At">The milestone's actual without it; null where nothing is left that says so.</param>
/// <param name="By">Organisation.</param>
internal sealed record ActualRetracted(
    MilestoneKind Kind, string HubId, int LegIndex, EvidenceKind EvidenceKind, string Source, string Id, CorrectionReason Reason, EventTime? At,
    string By, Instant RetractedAt)
{
    /// <summary>Those that a read counts no more for; it may count for others. Null for a report, and for a read in events of before that was kept: all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? HandlingUnitIds { get; init; }
}

internal sealed record EstimateRevised(
    long SourceVersion,
    int ItineraryVersion,
    EstimatedTime Arrival,
    IReadOnlyList<MilestoneEstimate> Milestones,
    IReadOnlyList<int> MissedConnections,
    IReadOnlyList<string> Reasons,
    Instant ComputedAt);

/// <summary>Every handling unit has been reported delivered.</summary>
internal sealed record ShipmentDelivered(EventTime At);

/// <summary>What it was closed by did not occur.</summary>
internal sealed record ShipmentReopened(Instant At);

/// <param name="Sha256">Lower-case hex.</param>
/// <param name="By">Organisation.</param>
internal sealed record DocumentAttached(string Sha256, string MediaType, int SizeBytes, string By, Instant At);

/// <param name="SourceVersion">Version of the tag's stream at Tags.</param>
internal sealed record ExcursionStarted(
    string TagId, string HandlingUnitId, long SourceVersion, string Condition, EventTime Since, double Peak, string Unit, string Limits)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExcursionId { get; init; }
}

internal sealed record ExcursionEnded(
    string TagId, string HandlingUnitId, long SourceVersion, string Condition, EventTime Since, EventTime Until, double Peak, string Unit)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExcursionId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Limits { get; init; }

    /// <summary>Why nobody watched it any longer; null where a value was back within.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EndedBy { get; init; }
}

/// <summary>Late reads, other limits or the end of the watch moved it, or it goes on to a farther peak.</summary>
/// <param name="Until">Null while it lasts.</param>
internal sealed record ExcursionAmended(
    string TagId, string HandlingUnitId, long SourceVersion, string ExcursionId, string Condition, EventTime Since, EventTime? Until, double Peak, string Unit,
    string Limits)
{
    /// <summary>Why nobody watched it any longer; null where it lasts, and where a value was back within.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? EndedBy { get; init; }
}

/// <summary>Late reads or other limits showed that it was none, or is part of another.</summary>
/// <param name="Since">As it was told last, and so are the others.</param>
internal sealed record ExcursionWithdrawn(
    string TagId, string HandlingUnitId, long SourceVersion, string ExcursionId, string Condition, EventTime Since, EventTime? Until, double Peak, string Unit);

internal sealed record TagFellSilent(string TagId, string HandlingUnitId, long SourceVersion, EventTime LastReadAt)
{
    /// <summary>The gateway that read it last, where that has read nothing since either.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SilentGatewayId { get; init; }
}

internal sealed record TagHeardAgain(string TagId, string HandlingUnitId, long SourceVersion, EventTime At);

/// <param name="Percent">Lowest value since.</param>
internal sealed record BatteryFellLow(string TagId, string HandlingUnitId, long SourceVersion, EventTime Since, int Percent);

internal sealed record BatteryRecovered(string TagId, string HandlingUnitId, long SourceVersion, EventTime At, int Percent);

/// <summary>From its unit: that it is silent, or its battery low, is nobody's business here any more.</summary>
internal sealed record TagDetached(string TagId, string HandlingUnitId, long SourceVersion, EventTime At);

/// <param name="TokenHash">SHA-256, hex: the token itself is told once and kept nowhere.</param>
internal sealed record TrackingLinkCreated(string TokenHash, Instant ExpiresAt)
{
    /// <summary>The organisation that handed it out; null in links of before it was kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? By { get; init; }
}

internal sealed record TrackingLinkRevoked(string TokenHash);
