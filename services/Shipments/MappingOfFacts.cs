using Logistics.Hosting.Grpc;
using Logistics.Shipments.Shipments;

namespace Logistics.Shipments;

/// <content>Milestones and their evidence.</content>
internal static partial class Mapping
{
    public static V1.DocumentInfo ToWire(this DocumentAttached d) => new()
    {
        Sha256 = d.Sha256,
        MediaType = d.MediaType,
        SizeBytes = d.SizeBytes,
        UploadedBy = d.By,
        UploadedAt = d.At.ToTimestamp(),
    };

    /// <summary>Those outside the itinerary that nothing speaks for any more are told by the history only.</summary>
    private static IEnumerable<V1.Milestone> MilestonesToWire(Shipment s) => s.Milestones
        .Where(m => m.LegIndex >= 0 || m.Evidence.Count > 0)
        .Select(m =>
        {
            var wire = m.ToWire(withEvidence: true);
            if (m.Evidence.Count > 0)
                wire.HandlingUnitsWithoutEvidence.AddRange(s.HandlingUnits.Select(u => u.Id).Except(m.Evidence.SelectMany(e => e.HandlingUnitIds)));
            return wire;
        });

    private static V1.Milestone ToWire(this Milestone m, bool withEvidence)
    {
        var wire = new V1.Milestone
        {
            Kind = (V1.MilestoneKind)m.Kind,
            HubId = m.HubId,
            LegIndex = m.LegIndex,
            Planned = m.Planned?.ToTimestamp(),
            Estimated = m.Estimated?.ToWire(),
            Actual = m.Actual()?.Instant.ToTimestamp(),
        };
        if (!withEvidence) return wire;
        wire.Contradicted = m.Contradicted();
        wire.Agreement = (V1.Agreement)m.Agreement();
        wire.Confidence = m.Confidence();
        wire.Evidence.AddRange(m.Evidence.Select(e => ToWire(e, null)));
        wire.Evidence.AddRange(m.Retracted.Select(r => ToWire(r.Evidence, r.Reason)));
        return wire;
    }

    private static V1.Evidence ToWire(Evidence e, CorrectionReason? retracted)
    {
        var wire = new V1.Evidence
        {
            Kind = e.Kind == EvidenceKind.Read ? "read" : "report",
            Source = e.Source,
            Id = e.Id,
            EventTime = new() { Instant = e.At.Instant.ToTimestamp(), UtcOffsetMinutes = e.At.OffsetMinutes },
            RecordTime = e.RecordedAt.ToTimestamp(),
            Remark = e.Remark ?? "",
            Retracted = retracted is not null,
            RetractionReason = (V1.CorrectionReason)(retracted ?? 0),
        };
        wire.HandlingUnitIds.AddRange(e.HandlingUnitIds);
        if (e.Proof is { } proof)
        {
            wire.Proof = new();
            wire.Proof.DocumentHashes.AddRange(proof.Documents);
        }

        return wire;
    }
}
