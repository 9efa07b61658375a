using Logistics.Hosting.Grpc;
using Logistics.Shipments.Handovers;

namespace Logistics.Shipments;

/// <content>Custody.</content>
internal static partial class Mapping
{
    public static V1.Handover ToWire(this Handover h, long version)
    {
        var wire = new V1.Handover
        {
            Id = h.Id,
            ShipmentId = h.Terms.ShipmentId,
            HubId = h.Terms.HubId,
            FromOrganisation = h.Terms.From,
            ToOrganisation = h.Terms.To,
            Reference = h.Terms.Reference,
            State = (V1.HandoverState)h.State(),
            Released = h.Released?.ToWire(),
            Received = h.Received?.ToWire(),
            DisputeReason = h.Dispute?.Reason ?? "",
            SettlementNote = h.Settled?.Note ?? "",
            OpenedAt = h.OpenedAt.ToTimestamp(),
            Overdue = h.Overdue && h.State() == HandoverState.Open,
            Version = version,
        };
        wire.PassedHandlingUnitIds.AddRange(h.Passed());
        return wire;
    }

    private static V1.HandoverConfirmation ToWire(this HandoverConfirmed c)
    {
        var wire = new V1.HandoverConfirmation
        {
            EventTime = new() { Instant = c.At.Instant.ToTimestamp(), UtcOffsetMinutes = c.At.OffsetMinutes },
            RecordTime = c.RecordedAt.ToTimestamp(),
            Remark = c.Remark,
        };
        wire.HandlingUnitIds.AddRange(c.HandlingUnitIds);
        return wire;
    }
}
