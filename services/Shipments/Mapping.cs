using Logistics.Hosting.Grpc;
using Logistics.Shipments.ShipmentList;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.TransportOrderList;
using Logistics.Shipments.TransportOrders;
using Logistics.Shipments.WorkItems;
using NodaTime;
using NodaTime.Text;

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
        wire.Holds.AddRange(s.Holds.Select(ToWire));
        wire.UnitStatuses.AddRange(s.Whereabouts().Select(ToWire));
        wire.Legs.AddRange(s.Legs().Select(leg => leg.ToWire(a.Orders.GetValueOrDefault(leg.TransportOrderId))));
        wire.Milestones.AddRange(s.Milestones.Select(m => m.ToWire(withEvidence: true)));
        wire.EtaReasons.AddRange(s.Closed() ? [] : s.Estimate?.Reasons ?? []);
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

    /// <summary>As it is by now: a shelved item comes back by itself.</summary>
    public static V1.WorkItem Waking(this V1.WorkItem item, Instant now)
    {
        if (item.State != V1.WorkItemState.Shelved || item.ShelvedUntil.ToDateTimeOffset() > now.ToDateTimeOffset()) return item;
        var woken = item.Clone();
        woken.State = V1.WorkItemState.New;
        return woken;
    }

    public static V1.WorkItem ToWire(this WorkItem item, long version, Instant now) => new()
    {
        Id = item.Raised!.WorkItemId,
        Kind = (V1.WorkItemKind)item.Raised.Kind,
        Severity = (V1.Severity)item.Raised.Severity,
        State = item.State == WorkItemState.Shelved && item.ShelvedUntil <= now ? V1.WorkItemState.New : (V1.WorkItemState)item.State,
        ShipmentId = item.Raised.ShipmentId,
        ShipmentReference = item.Raised.ShipmentReference,
        Cause = item.Raised.Cause,
        SuggestedAction = item.Raised.SuggestedAction,
        Count = item.Count,
        RaisedAt = item.Raised.At.ToTimestamp(),
        LastRaisedAt = item.LastRaisedAt.ToTimestamp(),
        Owner = item.Owner,
        ShelvedUntil = item.ShelvedUntil?.ToTimestamp(),
        HubId = item.Raised.HubId,
        Version = version,
    };

    public static V1.Contact ToWire(this Requests.Person person) => new() { Name = person.Name, Email = person.Email, Phone = person.Phone };

    private static V1.RouteSpecification ToWire(this RouteSpecification r) => new()
    {
        OriginHubId = r.OriginHubId,
        DestinationHubId = r.DestinationHubId,
        ReadyAt = r.ReadyAt.ToWire(),
        ArriveBy = r.ArriveBy.ToWire(),
        CollectBy = r.CollectBy?.ToWire(),
        DeliverFrom = r.DeliverFrom?.ToWire(),
    };

    private static Types.V1.LocalTime ToWire(this Appointment a)
        => new() { Local = LocalDateTimePattern.ExtendedIso.Format(a.Local), Zone = a.Zone };

    private static V1.Leg ToWire(this Leg leg, TransportOrderState order) => new()
    {
        Index = leg.Index,
        CarrierId = leg.CarrierId,
        ServiceId = leg.ServiceId,
        FromHubId = leg.FromHubId,
        ToHubId = leg.ToHubId,
        PlannedDeparture = leg.Departure.ToTimestamp(),
        PlannedArrival = leg.Arrival.ToTimestamp(),
        TransportOrderId = leg.TransportOrderId,
        TransportOrderState = (V1.TransportOrderState)order,
    };

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
            Contradicted = withEvidence && m.Contradicted(),
        };
        if (withEvidence) wire.Evidence.AddRange(m.Evidence.Select(ToWire));
        return wire;
    }

    private static V1.Evidence ToWire(Evidence e)
    {
        var wire = new V1.Evidence
        {
            Kind = e.Kind == EvidenceKind.Read ? "read" : "report",
            Source = e.Source,
            Id = e.Id,
            EventTime = new() { Instant = e.At.Instant.ToTimestamp(), UtcOffsetMinutes = e.At.OffsetMinutes },
            RecordTime = e.RecordedAt.ToTimestamp(),
        };
        wire.HandlingUnitIds.AddRange(e.HandlingUnitIds);
        return wire;
    }

    private static Types.V1.EstimatedTime ToWire(this EstimatedTime t)
        => new() { P50 = t.P50.ToTimestamp(), P80 = t.P80.ToTimestamp(), P95 = t.P95.ToTimestamp() };
}
