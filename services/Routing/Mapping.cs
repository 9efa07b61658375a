using Google.Protobuf;
using Logistics.Contracts;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Etas;
using Logistics.Routing.Hubs;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ReplanningPolicies;
using Logistics.Routing.Roads;
using MassTransit;
using NodaTime;
using NodaTime.Text;
using Booked = Logistics.Contracts.Shipments.ShipmentBooked;
using Published = Logistics.Contracts.Routing;
using Wire = Logistics.Routing.V1;

namespace Logistics.Routing;

/// <summary>Contract and proto types to and from our own; the one place where they meet.</summary>
internal static class Mapping
{
    internal static Requirement RequirementOf(Booked booked) => new(
        booked.OriginHubId, booked.DestinationHubId, booked.ReadyAt, booked.ArriveBy,
        booked.HandlingUnits.Sum(unit => unit.GrossWeightKg), booked.Temperature is not null)
    {
        Units = booked.HandlingUnits.Count,
        Temperature = booked.Temperature is { } limits ? new TemperatureBand(limits.MinCelsius, limits.MaxCelsius) : null,
        HazardClasses = booked.HandlingUnits.SelectMany(unit => unit.HazardClasses ?? []).Distinct().ToList() is { Count: > 0 } classes ? classes : null,
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

    internal static HubDetails HubOf(Wire.Hub hub)
    {
        var position = Check.Position(hub.Position, "hub.position") ?? throw Check.Invalid("hub.position", "is missing.");
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(hub.Zone) is null) throw Check.Invalid("hub.zone", "is no IANA time zone.");
        return new HubDetails(
            Check.Text(hub.Name, "hub.name", 100), position.Latitude, position.Longitude, hub.Zone,
            Check.Integer(hub.TransferMinutes, "hub.transfer_minutes", 0, 2880))
        {
            OpeningHours = NetworkRequests.OpeningHours(hub.OpeningHours),
            CutOffMinutes = Stated(Check.Integer(hub.CutOffMinutes, "hub.cut_off_minutes", 0, 2880)),
            HandlingMinutes = Stated(Check.Integer(hub.HandlingMinutes, "hub.handling_minutes", 0, 2880)),
            Capabilities = NetworkRequests.Capabilities(hub.Capabilities),
        };
    }

    internal static Wire.Hub Hub(string id, HubDetails details) => new()
    {
        Id = id,
        Name = details.Name,
        Position = new Types.V1.GeoPosition { Latitude = details.Latitude, Longitude = details.Longitude },
        Zone = details.Zone,
        TransferMinutes = details.TransferMinutes,
        OpeningHours = { Hours(details.OpeningHours) },
        CutOffMinutes = details.CutOffMinutes ?? 0,
        HandlingMinutes = details.HandlingMinutes ?? 0,
        Capabilities = details.Capabilities is { } names ? new Wire.HubCapabilities { Names = { names } } : null,
    };

    internal static Wire.CarrierService Service(string id, ServiceDetails details) => new()
    {
        Id = id,
        CarrierId = details.CarrierId,
        Name = details.Name,
        Mode = details.Mode,
        Calls =
        {
            details.Calls.Select(call => new Wire.ServiceCall
            {
                HubId = call.HubId, ArrivalMinutes = call.ArrivalMinutes, DepartureMinutes = call.DepartureMinutes,
            }),
        },
        Weekdays = { details.Weekdays },
        ValidFrom = LocalDatePattern.Iso.Format(details.ValidFrom),
        ValidTo = LocalDatePattern.Iso.Format(details.ValidTo),
        CapacityKg = details.CapacityKg,
        Refrigerated = details.Refrigerated,
        Exceptions =
        {
            (details.Exceptions ?? []).Select(exception => new Wire.ServiceException
            {
                Date = LocalDatePattern.Iso.Format(exception.Date), Operates = exception.Operates,
            }),
        },
        CapacityM3 = details.CapacityM3 ?? 0,
        CapacityUnits = details.CapacityUnits ?? 0,
        Temperature = Band(details.Temperature),
        HazardClasses = details.HazardClasses is { } classes ? new Wire.HazardClasses { Classes = { classes } } : null,
        Tariff = Tariff(details.Tariff),
        Continues = details.Continues is { } before
            ? new Wire.SameVehicle { ServiceId = before.ServiceId, DaysBefore = before.DaysBefore, TurnaroundMinutes = before.TurnaroundMinutes }
            : null,
    };

    internal static IEnumerable<Wire.OpeningHours> Hours(IReadOnlyList<OpeningHours>? hours) => (hours ?? []).Select(open => new Wire.OpeningHours
    {
        Weekday = open.Weekday,
        Opens = NetworkRequests.Clock.Format(open.Opens),
        Closes = NetworkRequests.Clock.Format(open.Closes),
    });

    internal static Wire.TemperatureBand? Band(TemperatureBand? band) =>
        band is null ? null : new Wire.TemperatureBand { MinCelsius = band.MinCelsius, MaxCelsius = band.MaxCelsius };

    internal static Wire.Tariff? Tariff(Tariff? tariff) => tariff is null ? null : new Wire.Tariff
    {
        CostPerTonneKm = (double)tariff.CostPerTonneKm,
        CostPerLeg = (double)tariff.CostPerLeg,
        Co2EKgPerTonneKm = tariff.Co2eKgPerTonneKm,
    };

    internal static Wire.ItineraryOption OptionMessage(Option option) => new()
    {
        Legs = { option.Legs.Select(Leg) },
        Cost = (double)option.Cost,
        Co2EKg = option.Co2eKg,
    };

    internal static Wire.ReplanProposal ProposalMessage(string shipmentId, Replan replan, Verdict verdict) => new()
    {
        ShipmentId = shipmentId,
        ItineraryVersion = replan.ItineraryVersion,
        CurrentLegs = { replan.Current.Select(Leg) },
        ProposedLegs = { replan.Proposed.Select(Leg) },
        Differences = { replan.Differences },
        Explanation = replan.Explanation,
        Policy = verdict.Why,
    };

    internal static Wire.ReplanningPolicy PolicyMessage(string hubId, ReplanningRule rule) => new()
    {
        HubId = hubId,
        Automatic = rule.Automatic,
        MinMinutesToAct = rule.MinMinutesToAct,
        MaxExtraCost = (double)rule.MaxExtraCost,
        RestMinutes = rule.RestMinutes,
    };

    internal static Wire.PlannedLeg Leg(Leg leg) => new()
    {
        CarrierId = leg.CarrierId,
        ServiceId = leg.ServiceId,
        ServiceDate = LocalDatePattern.Iso.Format(leg.ServiceDate),
        FromHubId = Door.Is(leg.FromHubId) ? "" : leg.FromHubId,
        ToHubId = Door.Is(leg.ToHubId) ? "" : leg.ToHubId,
        Departure = leg.Departure.ToTimestamp(),
        Arrival = leg.Arrival.ToTimestamp(),
        Road = leg.Road is { } road
            ? new Wire.RoadLeg { Kilometres = road.Kilometres, DrivingMinutes = road.DrivingMinutes, Breaks = road.Breaks, Rests = road.Rests, Source = road.Source }
            : null,
    };

    internal static Wire.Eta EtaMessage(EtaRevised revised) => new()
    {
        ShipmentId = revised.ShipmentId,
        Arrival = TimeOf(revised.Eta.Arrival),
        Reasons = { revised.Eta.Reasons },
        ComputedAt = revised.ComputedAt.ToTimestamp(),
    };

    internal static Wire.ShipmentEta ShipmentEta(EtaRevised revised) => new()
    {
        ShipmentId = revised.ShipmentId,
        ItineraryVersion = revised.ItineraryVersion,
        Arrival = TimeOf(revised.Eta.Arrival),
        Milestones =
        {
            revised.Eta.Milestones.Select(milestone => new Wire.MilestoneEta
            {
                LegIndex = milestone.LegIndex, Kind = milestone.Kind, HubId = milestone.HubId, Time = TimeOf(milestone.Time),
            }),
        },
        MissedConnections = { revised.Eta.MissedConnections },
        Reasons = { revised.Eta.Reasons },
        ComputedAt = revised.ComputedAt.ToTimestamp(),
    };

    internal static string DigestOf(IMessage message) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(message.ToByteArray()));

    private static Types.V1.EstimatedTime TimeOf(Spread spread) =>
        new() { P50 = spread.P50.ToTimestamp(), P80 = spread.P80.ToTimestamp(), P95 = spread.P95.ToTimestamp() };

    private static Published.PlannedLeg LegOf(Leg leg) =>
        new(leg.CarrierId, leg.ServiceId, leg.ServiceDate, leg.FromHubId, leg.ToHubId, leg.Departure, leg.Arrival);

    private static Published.MilestoneEstimate MilestoneOf(MilestoneEta milestone) =>
        new(milestone.LegIndex, milestone.Kind, milestone.HubId, EstimateOf(milestone.Time));

    private static int? Stated(int minutes) => minutes == 0 ? null : minutes;

    private static EstimatedTime EstimateOf(Spread spread) => new(spread.P50, spread.P80, spread.P95);
}
