using Logistics.Hosting.Grpc;
using Logistics.Shipments.ShipmentList;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.TransportOrderList;
using Logistics.Shipments.TransportOrders;

namespace Logistics.Shipments;

/// <summary>Answers to the contract's types; the enums of both have the same numbers.</summary>
internal static partial class Mapping
{
    public static V1.Shipment ToWire(this ShipmentAnswer a)
    {
        var s = a.Shipment;
        var last = s.LastMovement();
        var wire = new V1.Shipment
        {
            Id = s.Id,
            Reference = s.Reference,
            State = (V1.ShipmentState)s.State(),
            Route = s.Route.ToWire(),
            Eta = s.Closed() ? null : s.Estimate?.Arrival.ToWire(),
            Due = s.Due().ToTimestamp(),
            LateMinutes = s.LateMinutes(),
            LastHubId = last?.HubId ?? "",
            LastSeenAt = last?.At.Instant.ToTimestamp(),
            BookedAt = s.BookedAt.ToTimestamp(),
            OpenWorkItems = a.OpenWorkItems.Count,
            Version = a.Version,
            GoodsDescription = s.GoodsDescription,
            Misdirected = s.Misdirected(),
            NextExpectedActivity = s.NextExpectedActivity(),
            ReturnOf = s.ReturnOf ?? "",
            ReturnedBy = s.Returned?.ReturnShipmentId ?? "",
            Temperature = s.Temperature is { } t
                ? new V1.TemperatureBand { MinCelsius = t.MinCelsius, MaxCelsius = t.MaxCelsius, AllowedMinutes = t.AllowedMinutes }
                : null,
        };
        wire.Parties.AddRange(s.Parties().Select(p => new V1.Party { Role = (V1.PartyRole)p.Role, OrganisationId = p.Organisation }));
        wire.HandlingUnits.AddRange(s.HandlingUnits.Select(ToWire));
        wire.References.AddRange(s.References.Select(ToWire));
        wire.Conditions.AddRange(s.Conditions.Select(ToWire));
        wire.Holds.AddRange(s.Holds.Select(ToWire));
        wire.UnitStatuses.AddRange(s.Whereabouts().Select(ToWire));
        wire.Legs.AddRange(s.Legs().Select(leg => leg.ToWire(a.Orders.GetValueOrDefault(leg.TransportOrderId))));
        wire.Milestones.AddRange(MilestonesToWire(s));
        wire.Documents.AddRange(s.Documents.Select(ToWire));
        wire.EtaReasons.AddRange(s.Closed() ? [] : s.Estimate?.Reasons ?? []);
        return wire;
    }

    private static V1.ConditionLimits ToWire(ConditionLimits limits)
    {
        var wire = new V1.ConditionLimits { Kind = (V1.ConditionKind)limits.Kind, AllowedMinutes = limits.AllowedMinutes };
        if (limits.Min is { } min) wire.Min = min;
        if (limits.Max is { } max) wire.Max = max;
        return wire;
    }

    /// <summary>Coarse by intent: hubs and times, nobody's name and no sources.</summary>
    public static V1.Tracking ToTracking(this ShipmentAnswer a)
    {
        var s = a.Shipment;
        var last = s.LastMovement();
        var wire = new V1.Tracking
        {
            Reference = s.Reference,
            State = (V1.ShipmentState)s.State(),
            LastHubId = last?.HubId ?? "",
            LastSeenAt = last?.At.Instant.ToTimestamp(),
            DestinationHubId = s.Route.DestinationHubId,
            Eta = s.Closed() ? null : s.Estimate?.Arrival.ToWire(),
            Due = s.Due().ToTimestamp(),
            Zone = s.Route.ArriveBy.Zone,
        };
        wire.Milestones.AddRange(s.Milestones
            .Where(m => m.Kind is MilestoneKind.Departed or MilestoneKind.Arrived or MilestoneKind.Collected or MilestoneKind.Delivered)
            .Select(m => m.ToWire(withEvidence: false)));
        return wire;
    }

    public static V1.TransportOrder ToWire(this TransportOrder o, long version)
    {
        var wire = new V1.TransportOrder
        {
            Id = o.Tender!.TransportOrderId,
            ShipmentId = o.Tender.ShipmentId,
            CarrierId = o.Tender.Leg.CarrierId,
            Leg = o.Tender.Leg.ToWire(o.State),
            State = (V1.TransportOrderState)o.State,
            RejectionReason = o.RejectionReason,
            TenderedAt = o.Tender.TenderedAt.ToTimestamp(),
            RespondBy = o.Tender.RespondBy?.ToTimestamp(),
            Version = version,
        };
        wire.HandlingUnits.AddRange(o.Tender.HandlingUnits.Select(ToWire));
        return wire;
    }

    public static V1.TransportOrder ToWire(this TransportOrderAnswer a) => a.Order.ToWire(a.Version);

    public static V1.Contact ToWire(this Requests.Person person) => new() { Name = person.Name, Email = person.Email, Phone = person.Phone };

    private static Types.V1.EstimatedTime ToWire(this EstimatedTime t)
        => new() { P50 = t.P50.ToTimestamp(), P80 = t.P80.ToTimestamp(), P95 = t.P95.ToTimestamp() };
}
