using Logistics.Hosting.Grpc;
using Logistics.Shipments.Shipments;
using NodaTime;

namespace Logistics.Shipments;

/// <content>What is observed, and what is said of it.</content>
internal static partial class Requests
{
    private const int MaxDocumentsOfProof = 20;

    /// <summary>Who said and signed it is added by the caller, encrypted.</summary>
    public static RecordActual Report(V1.ReportStatusRequest r, string organisation, Instant now)
    {
        var remark = Check.OptionalText(r.Remark, "remark", 500).Normalize();
        Check.Integer(r.Proof?.DocumentHashes.Count ?? 0, "proof.document_hashes", 0, MaxDocumentsOfProof);
        return new(
            (MilestoneKind)Known(r.Kind, "kind"),
            Place(r.HubId, "hub_id"),
            new(EvidenceKind.Report, organisation, Check.Id(r.ReportId, "report_id"), EventTime(r.EventTime, now), now, UnitIds(r.HandlingUnitIds), null)
            {
                Proof = r.Proof is { } p ? new(null, [.. p.DocumentHashes.Select((h, i) => Sha256(h, $"proof.document_hashes[{i}]"))]) : null,
                Remark = remark.Length == 0 ? null : remark,
            });
    }

    public static CorrectReport Correction(V1.CorrectReportRequest r, string organisation, Instant now) => new(
        r.WrongSource.Length == 0 ? organisation : Check.Id(r.WrongSource, "wrong_source"),
        Check.Id(r.WrongId, "wrong_id"),
        (CorrectionReason)Known(r.Reason, "reason"),
        r.Kind == V1.MilestoneKind.Unspecified ? null : (MilestoneKind)Known(r.Kind, "kind"),
        r.HubId.Length == 0 ? null : Place(r.HubId, "hub_id"),
        r.EventTime is null ? null : EventTime(r.EventTime, now),
        UnitIds(r.HandlingUnitIds),
        new(EvidenceKind.Report, organisation, Check.Id(r.ReportId, "report_id"), new(now, 0), now, [], null));

    public static string Sha256(string hash, string field)
        => hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) ? hash : throw Check.Invalid(field, "is no SHA-256 in lower-case hex.");

    private static EventTime EventTime(Types.V1.EventTime? value, Instant now)
    {
        var at = Check.EventTime(value, "event_time", now);
        return new(at.ToInstant(), at.Offset.Seconds / 60);
    }
}
