using Logistics.Contracts;
using Logistics.EventStore;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Etas;
using Logistics.Routing.Hubs;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Planning;
using Logistics.Routing.Roads;
using MassTransit;
using Booked = Logistics.Contracts.Shipments.ShipmentBooked;
using BookedDoor = Logistics.Contracts.Shipments.BookedDoor;
using Published = Logistics.Contracts.Routing;

namespace Logistics.Routing;

/// <content>Messages of the bus.</content>
internal static partial class Mapping
{
    internal static Requirement RequirementOf(Booked booked) => new(
        booked.OriginHubId, booked.DestinationHubId, booked.ReadyAt, booked.ArriveBy,
        booked.HandlingUnits.Sum(unit => unit.GrossWeightKg), booked.Temperature is not null)
    {
        Units = booked.HandlingUnits.Count,
        Temperature = booked.Temperature is { } limits ? new TemperatureBand(limits.MinCelsius, limits.MaxCelsius) : null,
        HazardClasses = booked.HandlingUnits.SelectMany(unit => unit.HazardClasses ?? []).Distinct().ToList() is { Count: > 0 } classes ? classes : null,
        CollectAt = DoorOf(booked.CollectAt),
        DeliverAt = DoorOf(booked.DeliverAt),
        CollectBy = booked.CollectBy,
        DeliverFrom = booked.DeliverFrom,
    };

    internal static ActualNoted ActualOf(Contracts.Shipments.ActualRecorded actual) => new(
        actual.ShipmentId, actual.Kind, actual.HubId, actual.LegIndex, actual.At.Instant, actual.At.OffsetMinutes, actual.Origin.Version);

    internal static ActualRetracted RetractedOf(Contracts.Shipments.ActualRetracted retracted) => new(
        retracted.ShipmentId, retracted.Kind, retracted.HubId, retracted.LegIndex, retracted.Origin.Version);

    internal static CarriageDeclined DeclinedOf(Contracts.Shipments.TransportOrderDeclined declined) => new(
        declined.ShipmentId, declined.TransportOrderId, declined.CarrierId, declined.ServiceId, declined.ServiceDate, declined.FromHubId,
        declined.ToHubId, declined.Why, declined.Reason);

    internal static RequirementAmended AmendedOf(Contracts.Shipments.ShipmentAmended amended) => new(
        amended.ShipmentId,
        new Amendment
        {
            ReadyAt = amended.ReadyAt,
            ArriveBy = amended.ArriveBy,
            OriginHubId = amended.OriginHubId,
            DestinationHubId = amended.DestinationHubId,
            CollectAt = DoorOf(amended.CollectAt),
            DeliverAt = DoorOf(amended.DeliverAt),
            CollectBy = amended.CollectBy,
            DeliverFrom = amended.DeliverFrom,
            WeightKg = amended.HandlingUnits?.Sum(unit => unit.GrossWeightKg),
            Units = amended.HandlingUnits?.Count,
            HazardClasses = amended.HandlingUnits?.SelectMany(unit => unit.HazardClasses ?? []).Distinct().ToList(),
            Temperature = amended.Temperature is { } limits ? new TemperatureBand(limits.MinCelsius, limits.MaxCelsius) : null,
        },
        amended.Origin.Version);

    internal static HoldNoted HoldOf(Contracts.Shipments.ShipmentHeld held) => new(held.ShipmentId, held.Kind, true, held.At, held.Origin.Version);

    internal static HoldNoted HoldOf(Contracts.Shipments.ShipmentReleased released) =>
        new(released.ShipmentId, released.Kind, false, released.At, released.Origin.Version);

    internal static CommandContext ContextOf<TConsumer>(ConsumeContext context) => new()
    {
        Inbox = new InboxMessage(typeof(TConsumer).Name, context.MessageId ?? throw new ArgumentException("The message has no id.", nameof(context))),
        CorrelationId = context.CorrelationId?.ToString(),
        CausationId = context.MessageId?.ToString(),
        Actor = "service:routing",
    };

    /// <summary>What the other services hear of an event; null where it is none of their business.</summary>
    internal static object? MessageOf(StoredEvent e)
    {
        var origin = new Origin(e.StreamId, e.Version, e.Position);
        return e.Data switch
        {
            ItineraryPlanned planned => new Published.ItineraryPlanned(
                origin, planned.ShipmentId, planned.ItineraryVersion, planned.Legs.Select(LegOf).ToList(), planned.Explanation),
            NoItineraryFound none => new Published.NoItineraryFound(origin, none.ShipmentId, none.Explanation),
            EtaRevised revised => new Published.EtaRevised(
                origin, revised.ShipmentId, revised.ItineraryVersion, EstimateOf(revised.Eta.Arrival),
                revised.Eta.Milestones.Select(MilestoneOf).ToList(), revised.Eta.MissedConnections, revised.Eta.Reasons, revised.ComputedAt),
            _ => null,
        };
    }

    private static Published.PlannedLeg LegOf(Leg leg) =>
        new(leg.CarrierId, leg.ServiceId, leg.ServiceDate, leg.FromHubId, leg.ToHubId, leg.Departure, leg.Arrival)
        {
            Road = leg.Road is { } road ? new Published.RoadDrive(road.Kilometres, road.DrivingMinutes, road.Breaks, road.Rests) : null,
        };

    private static Published.MilestoneEstimate MilestoneOf(MilestoneEta milestone) =>
        new(milestone.LegIndex, milestone.Kind, milestone.HubId, EstimateOf(milestone.Time));

    private static Door? DoorOf(BookedDoor? door) => door is null ? null : new Door(door.Latitude, door.Longitude, door.Zone)
    {
        Name = door.Name,
        Hours = door.Hours?.Select(hours => new OpeningHours(hours.Weekday, hours.Opens, hours.Closes)).ToList(),
    };

    private static EstimatedTime EstimateOf(Spread spread) => new(spread.P50, spread.P80, spread.P95);
}
