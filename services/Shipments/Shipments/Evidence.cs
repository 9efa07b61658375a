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

/// <summary>EPCIS error declaration.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CorrectionReason>))]
internal enum CorrectionReason
{
    [JsonStringEnumMemberName("did_not_occur")] DidNotOccur = 1,
    [JsonStringEnumMemberName("incorrect_data")] IncorrectData,
}

/// <summary>Proof of delivery.</summary>
/// <param name="SignedBy">A person.</param>
/// <param name="Documents">SHA-256 of photos and papers, lower-case hex.</param>
internal sealed record Proof(ProtectedText? SignedBy, IReadOnlyList<string> Documents);

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
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Proof? Proof { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Remark { get; init; }

    /// <summary>A report is known by its id. A read may speak for several units, each by itself: a pallet and the cartons on it.</summary>
    public bool Repeats(Evidence other)
        => (Kind, Source, Id) == (other.Kind, other.Source, other.Id) && (Kind != EvidenceKind.Read || HandlingUnitIds.SequenceEqual(other.HandlingUnitIds));
}
