using Logistics.Hosting.Grpc;
using Logistics.Shipments.Handovers;
using NodaTime;

namespace Logistics.Shipments;

/// <content>Custody.</content>
internal static partial class Requests
{
    public static (HandoverTerms Terms, HandoverConfirmed Said) Confirmation(V1.ConfirmHandoverRequest r, Instant now) => (
        new(
            Check.Id(r.ShipmentId, "shipment_id"),
            Place(r.HubId, "hub_id"),
            Check.Id(r.FromOrganisation, "from_organisation", 64),
            Check.Id(r.ToOrganisation, "to_organisation", 64),
            r.Reference.Length == 0 ? "" : Check.Id(r.Reference, "reference", 64)),
        new(
            (HandoverSide)Known(r.Side, "side"),
            UnitIds(r.HandlingUnitIds),
            EventTime(r.EventTime, now),
            now,
            Check.OptionalText(r.Remark, "remark", 500).Normalize()));
}
