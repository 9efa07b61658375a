using Google.Protobuf.WellKnownTypes;
using Logistics.Shipments.V1;
using Logistics.Tags.V1;
using Logistics.Types.V1;

namespace Logistics.Console.Tests.Fakes;

/// <summary>Things for the fake services to hold.</summary>
internal static class Invented
{
    internal const string Unit = "340123450000000017";

    internal static Timestamp Minutes(double fromNow) => Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddMinutes(fromNow));

    internal static EstimatedTime Estimate(double fromNow) => new() { P50 = Minutes(fromNow), P80 = Minutes(fromNow + 10), P95 = Minutes(fromNow + 30) };

    /// <summary>Departed from Dortmund, on its way to Siegen over Hagen, 25 minutes behind the appointment.</summary>
    internal static Shipment Shipment(string id = "shp-1", string reference = "WL-4711", long version = 3) => new()
    {
        Id = id,
        Reference = reference,
        State = ShipmentState.InTransit,
        Route = new RouteSpecification { OriginHubId = "DEDTM", DestinationHubId = "DESGE" },
        HandlingUnits = { new HandlingUnit { Id = Unit, PackageCode = "PX", GrossWeightKg = 412.5 } },
        Parties = { new Party { Role = PartyRole.Consignee, Contact = new Contact { Name = "J. Brandt" } } },
        Legs =
        {
            new Leg { Index = 0, CarrierId = "carrier-west", ServiceId = "svc-1", FromHubId = "DEDTM", ToHubId = "DEHAG", PlannedDeparture = Minutes(-60), PlannedArrival = Minutes(-20), TransportOrderId = "to-1", TransportOrderState = TransportOrderState.Accepted },
            new Leg { Index = 1, CarrierId = "carrier-west", ServiceId = "svc-1", FromHubId = "DEHAG", ToHubId = "DESGE", PlannedDeparture = Minutes(10), PlannedArrival = Minutes(70), TransportOrderId = "to-2", TransportOrderState = TransportOrderState.Tendered },
        },
        Milestones =
        {
            new Milestone { Kind = MilestoneKind.Departed, HubId = "DEDTM", LegIndex = 0, Planned = Minutes(-60), Actual = Minutes(-52), Evidence = { new Evidence { Kind = "read", Source = "gw-1", Id = "evt-1", EventTime = new EventTime { Instant = Minutes(-52) }, RecordTime = Minutes(-51.9), HandlingUnitIds = { Unit } } } },
            new Milestone { Kind = MilestoneKind.Arrived, HubId = "DEHAG", LegIndex = 0, Planned = Minutes(-20), Estimated = Estimate(4) },
            new Milestone { Kind = MilestoneKind.Departed, HubId = "DEHAG", LegIndex = 1, Planned = Minutes(10), Estimated = Estimate(34) },
            new Milestone { Kind = MilestoneKind.Arrived, HubId = "DESGE", LegIndex = 1, Planned = Minutes(70), Estimated = Estimate(95) },
        },
        Eta = Estimate(95),
        EtaReasons = { "Departed DEDTM 8 min late." },
        Due = Minutes(70),
        LateMinutes = 25,
        LastHubId = "DEDTM",
        LastSeenAt = Minutes(-3),
        BookedAt = Minutes(-600),
        OpenWorkItems = 1,
        GoodsDescription = "Machine parts",
        Version = version,
    };

    internal static WorkItem WorkItem(string id = "wi-1", string cause = "p50 is 25 min after the appointment.") => new()
    {
        Id = id,
        Kind = WorkItemKind.Late,
        Severity = Severity.Critical,
        State = WorkItemState.New,
        ShipmentId = "shp-1",
        ShipmentReference = "WL-4711",
        Cause = cause,
        SuggestedAction = "Tell the consignee.",
        Count = 1,
        RaisedAt = Minutes(-5),
        HubId = "DEHAG",
        Version = 1,
    };

    internal static Presence Presence(string? hub, string tag = "urn:epc:id:sscc:4012345.0000000001") => new()
    {
        TagId = tag,
        HandlingUnitId = Unit,
        HubId = hub ?? "",
        ReadPointId = "DEDTM-gate",
        LastReadAt = new EventTime { Instant = Minutes(-1) },
        Position = hub is null ? new GeoPosition { Latitude = 51.2, Longitude = 7.7 } : null,
    };

    internal static TrackPoint TrackPoint(double fromNow) => new()
    {
        TagId = "urn:epc:id:sscc:4012345.0000000001",
        HandlingUnitId = Unit,
        ReadPointId = "DEDTM-gate",
        HubId = "DEDTM",
        EventTime = new EventTime { Instant = Minutes(fromNow) },
        RecordTime = Minutes(fromNow + 0.1),
        Sensors = { new SensorValue { Type = "temperature", Value = 4.5, Unit = "CEL" } },
    };

    /// <summary>One of everything.</summary>
    internal static void Fill(FakeHub hub)
    {
        hub.Goods.Shipments.Add(Shipment());
        hub.Goods.WorkItems.Add(WorkItem());
        hub.Reads.Presences.Add(Presence("DEDTM"));
        hub.Reads.Track.AddRange([TrackPoint(-70), TrackPoint(-52)]);
    }
}
