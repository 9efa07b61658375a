using Logistics.Console.Edge;
using Logistics.Shipments.V1;
using Logistics.Tags.V1;
using NodaTime;

namespace Logistics.Console.Shipments;

/// <summary>Shipments' contract to the screens' records.</summary>
internal static class Mapping
{
    /// <summary>What the way is shown by; loading, customs and the like are told by the shipment's log.</summary>
    private static readonly MilestoneKind[] Told = [MilestoneKind.Departed, MilestoneKind.Arrived, MilestoneKind.Collected, MilestoneKind.Delivered];

    internal static ShipmentRow Row(Shipment shipment)
    {
        var stage = StageOf(shipment.State);
        var eta = shipment.Eta.OrNull();
        var due = shipment.Due.OrNull();
        var legs = Legs(shipment);
        var milestones = Milestones(shipment);
        return new(
            shipment.Id,
            shipment.Reference,
            shipment.Route?.OriginHubId ?? "",
            shipment.Route?.DestinationHubId ?? "",
            stage,
            Judgement.Punctuality(stage, eta, due),
            Judgement.Stops(legs, milestones),
            stage is Stage.Delivered or Stage.Cancelled ? null : Judgement.Next(milestones),
            eta,
            due,
            eta is null || due is null ? null : shipment.LateMinutes,
            shipment.LastHubId.OrNull(),
            shipment.LastSeenAt.OrNull(),
            shipment.OpenWorkItems,
            shipment.Misdirected,
            [.. shipment.HandlingUnits.Select(unit => unit.Id)],
            shipment.Version);
    }

    internal static IReadOnlyList<LegItem> Legs(Shipment shipment) =>
    [
        .. shipment.Legs.OrderBy(leg => leg.Index).Select(leg => new LegItem(
            leg.Index, leg.CarrierId, leg.ServiceId, leg.FromHubId, leg.ToHubId, leg.PlannedDeparture.OrNull(), leg.PlannedArrival.OrNull(),
            leg.TransportOrderId.OrNull(), StateOf(leg.TransportOrderState))),
    ];

    /// <summary>In the order of time: what belongs to no leg stands where it happened.</summary>
    internal static IReadOnlyList<MilestoneItem> Milestones(Shipment shipment)
    {
        var planned = shipment.Legs.SelectMany(leg => new[] { leg.FromHubId, leg.ToHubId }).ToHashSet();
        return
        [
            .. shipment.Milestones.Where(one => Told.Contains(one.Kind))
                .Select(one => MilestoneOf(one) with { OffPlan = one.LegIndex < 0 && planned.Count > 0 && !planned.Contains(one.HubId) })
                .OrderBy(one => one.Actual ?? one.Estimated?.P50 ?? one.Planned ?? Instant.MaxValue),
        ];
    }

    internal static MilestoneItem MilestoneOf(Milestone one)
    {
        var planned = one.Planned.OrNull();
        var estimated = one.Estimated.OrNull();
        var actual = one.Actual.OrNull();
        return new(
            WordOf(one.Kind), one.HubId, one.LegIndex < 0 ? null : one.LegIndex, planned, estimated, actual,
            Wire.MinutesBetween(planned, actual ?? estimated?.P50), one.Contradicted, false, [.. one.Evidence.Where(said => !said.Retracted).Select(EvidenceOf)]);
    }

    internal static IReadOnlyList<PartyItem> Parties(Shipment shipment) =>
        [.. shipment.Parties.Select(party => new PartyItem(RoleOf(party.Role), party.OrganisationId.OrNull(), party.Contact?.Name.OrNull()))];

    internal static IReadOnlyList<HandlingUnitItem> HandlingUnits(Shipment shipment) =>
        [.. shipment.HandlingUnits.Select(unit => new HandlingUnitItem(unit.Id, unit.PackageCode, unit.GrossWeightKg, unit.VolumeM3 > 0 ? unit.VolumeM3 : null))];

    internal static TemperatureItem? Temperature(Shipment shipment) =>
        shipment.Temperature is { } band ? new(band.MinCelsius, band.MaxCelsius, band.AllowedMinutes) : null;

    internal static HistoryItem History(HistoryEntry entry) =>
        new(entry.Version, entry.What, entry.Detail, entry.Who, entry.EventTime.OrNull(), entry.RecordTime.OrNull());

    internal static TrackItem Track(TrackPoint point) => new(
        point.TagId, point.HandlingUnitId, point.ReadPointId, point.HubId.OrNull(), point.Position.OrNull(), point.EventTime.OrNull(), point.RecordTime.OrNull(),
        point.Sensors.FirstOrDefault(sensor => sensor is { Type: "temperature", Unit: "CEL" })?.Value);

    private static EvidenceItem EvidenceOf(Evidence one) =>
        new(one.Kind, one.Source, one.Id, one.EventTime.OrNull(), one.RecordTime.OrNull(), [.. one.HandlingUnitIds]);

    internal static Stage StageOf(ShipmentState state) => state switch
    {
        ShipmentState.Planned => Stage.Planned,
        ShipmentState.InTransit => Stage.InTransit,
        ShipmentState.AtHub => Stage.AtHub,
        ShipmentState.Arrived or ShipmentState.PartiallyDelivered => Stage.Arrived,
        ShipmentState.Lost => Stage.InTransit,
        ShipmentState.Delivered => Stage.Delivered,
        ShipmentState.Cancelled or ShipmentState.Returned => Stage.Cancelled,
        _ => Stage.Booked,
    };

    internal static ShipmentState StateOf(Stage stage) => stage switch
    {
        Stage.Planned => ShipmentState.Planned,
        Stage.InTransit => ShipmentState.InTransit,
        Stage.AtHub => ShipmentState.AtHub,
        Stage.Arrived => ShipmentState.Arrived,
        Stage.Delivered => ShipmentState.Delivered,
        Stage.Cancelled => ShipmentState.Cancelled,
        _ => ShipmentState.Booked,
    };

    private static MilestoneWord WordOf(MilestoneKind kind) => kind switch
    {
        MilestoneKind.Departed => MilestoneWord.Departed,
        MilestoneKind.Collected => MilestoneWord.Collected,
        MilestoneKind.Delivered => MilestoneWord.Delivered,
        _ => MilestoneWord.Arrived,
    };

    private static OrderState StateOf(TransportOrderState state) => state switch
    {
        TransportOrderState.Tendered => OrderState.Tendered,
        TransportOrderState.Accepted => OrderState.Accepted,
        TransportOrderState.Rejected or TransportOrderState.TimedOut => OrderState.Rejected,
        TransportOrderState.Withdrawn => OrderState.Withdrawn,
        _ => OrderState.None,
    };

    private static PartyWord RoleOf(PartyRole role) => role switch
    {
        PartyRole.Consignor => PartyWord.Consignor,
        PartyRole.Consignee => PartyWord.Consignee,
        PartyRole.Carrier => PartyWord.Carrier,
        PartyRole.FreightForwarder => PartyWord.FreightForwarder,
        PartyRole.NotifyParty => PartyWord.NotifyParty,
        _ => PartyWord.Other,
    };
}
