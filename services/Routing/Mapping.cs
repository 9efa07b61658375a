using Google.Protobuf;
using Logistics.Hosting.Grpc;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Etas;
using Logistics.Routing.Hubs;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ReplanningPolicies;
using Logistics.Routing.Roads;
using NodaTime;
using NodaTime.Text;
using Wire = Logistics.Routing.V1;

namespace Logistics.Routing;

/// <summary>Proto types to and from our own; with the messages beside, the one place where they meet.</summary>
internal static partial class Mapping
{
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

    private static int? Stated(int minutes) => minutes == 0 ? null : minutes;
}
