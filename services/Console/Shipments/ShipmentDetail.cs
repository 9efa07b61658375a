using Logistics.Console.Edge;
using Logistics.Console.WorkItems;
using NodaTime;

namespace Logistics.Console.Shipments;

internal enum OrderState { None, Tendered, Accepted, Rejected, Withdrawn }

internal enum PartyWord { Other, Consignor, Consignee, Carrier, FreightForwarder, NotifyParty }

/// <param name="EventTime">When it happened; <paramref name="RecordTime"/>: when we learned it.</param>
internal sealed record EvidenceItem(string Kind, string Source, string Id, Instant? EventTime, Instant? RecordTime, IReadOnlyList<string> HandlingUnitIds);

/// <param name="LegIndex">Null where it belongs to no leg.</param>
/// <param name="OffPlan">It happened at a hub that is not on the itinerary.</param>
internal sealed record MilestoneItem(
    MilestoneWord Kind, string HubId, int? LegIndex, Instant? Planned, EtaRange? Estimated, Instant? Actual, int? DeltaMinutes, bool Contradicted, bool OffPlan,
    IReadOnlyList<EvidenceItem> Evidence);

internal sealed record LegItem(
    int Index, string CarrierId, string ServiceId, string FromHubId, string ToHubId, Instant? PlannedDeparture, Instant? PlannedArrival,
    string? TransportOrderId, OrderState OrderState);

internal sealed record HandlingUnitItem(string Id, string PackageCode, double GrossWeightKg, double? VolumeM3);

/// <param name="Contact">A person; null once erased.</param>
internal sealed record PartyItem(PartyWord Role, string? OrganisationId, string? Contact);

internal sealed record TemperatureItem(double MinCelsius, double MaxCelsius, int AllowedMinutes);

internal sealed record HistoryItem(long Version, string What, string Detail, string Who, Instant? EventTime, Instant? RecordTime);

internal sealed record TrackItem(
    string TagId, string HandlingUnitId, string ReadPointId, string? HubId, Position? Position, Instant? EventTime, Instant? RecordTime, double? Celsius);

/// <summary>Everything the shipment's screen shows.</summary>
/// <param name="Unavailable">Parts left out because their service does not answer.</param>
internal sealed record ShipmentDetail(
    ShipmentRow Shipment,
    string Goods,
    Instant? BookedAt,
    string NextExpected,
    IReadOnlyList<string> EtaReasons,
    TemperatureItem? Temperature,
    IReadOnlyList<PartyItem> Parties,
    IReadOnlyList<HandlingUnitItem> HandlingUnits,
    IReadOnlyList<LegItem> Legs,
    IReadOnlyList<MilestoneItem> Milestones,
    IReadOnlyList<HistoryItem> History,
    IReadOnlyList<TrackItem> Track,
    IReadOnlyList<WorkItemRow> WorkItems,
    IReadOnlyList<string> Unavailable);
