using Logistics.Hosting.Grpc;
using Logistics.Shipments.Shipments;

namespace Logistics.Shipments;

/// <content>What a shipment consists of and is known by.</content>
internal static partial class Mapping
{
    private static V1.HandlingUnit ToWire(this ShippedUnit u)
    {
        var wire = new V1.HandlingUnit
        {
            Id = u.Id,
            PackageCode = u.PackageCode,
            GrossWeightKg = u.GrossWeightKg,
            VolumeM3 = u.VolumeM3 ?? 0,
            Dimensions = u.Dimensions is { } d ? new() { LengthCm = d.LengthCm, WidthCm = d.WidthCm, HeightCm = d.HeightCm } : null,
        };
        wire.DangerousGoods.AddRange((u.DangerousGoods ?? []).Select(g => new V1.DangerousGoods
        {
            UnNumber = g.UnNumber,
            HazardClass = g.HazardClass,
            PackingGroup = (V1.PackingGroup)g.PackingGroup,
            ProperShippingName = g.ProperShippingName,
        }));
        return wire;
    }

    private static V1.ShipmentReference ToWire(this Reference r) => new() { Kind = (V1.ReferenceKind)r.Kind, Value = r.Value };

    private static V1.Hold ToWire(this ShipmentHeld h)
        => new() { Kind = (V1.HoldKind)h.Kind, Reason = h.Reason, HeldBy = h.By, HeldAt = h.At.ToTimestamp() };

    private static V1.UnitStatus ToWire(this UnitWhereabouts u) => new()
    {
        HandlingUnitId = u.Id,
        LastHubId = u.Last?.HubId ?? "",
        LastSeenAt = u.Last?.At.Instant.ToTimestamp(),
        Delivered = u.Delivered,
        Lost = u.Lost,
        Misdirected = u.Misdirected,
        Missing = u.Missing,
        PossessingParty = u.PossessingParty,
    };
}
