using Logistics.Hosting.Grpc;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.TransportOrders;
using NodaTime.Text;

namespace Logistics.Shipments;

/// <content>Where a shipment is to go, and which way.</content>
internal static partial class Mapping
{
    private static V1.RouteSpecification ToWire(this RouteSpecification r) => new()
    {
        OriginHubId = r.OriginHubId,
        DestinationHubId = r.DestinationHubId,
        ReadyAt = r.ReadyAt.ToWire(),
        ArriveBy = r.ArriveBy.ToWire(),
        CollectBy = r.CollectBy?.ToWire(),
        DeliverFrom = r.DeliverFrom?.ToWire(),
        CollectAt = r.CollectAt?.ToWire(),
        DeliverAt = r.DeliverAt?.ToWire(),
    };

    private static Types.V1.LocalTime ToWire(this Appointment a)
        => new() { Local = LocalDateTimePattern.ExtendedIso.Format(a.Local), Zone = a.Zone };

    private static V1.Door ToWire(this Door door) => new()
    {
        Position = new() { Latitude = door.Latitude, Longitude = door.Longitude },
        Name = door.Name ?? "",
        Hours =
        {
            (door.Hours ?? []).Select(hours => new V1.DoorHours
            {
                Weekday = hours.Weekday, Opens = Requests.Clock.Format(hours.Opens), Closes = Requests.Clock.Format(hours.Closes),
            }),
        },
    };

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
        FromDoor = leg.FromDoor?.ToWire(),
        ToDoor = leg.ToDoor?.ToWire(),
        Road = leg.Road is { } road
            ? new V1.RoadLeg { Kilometres = road.Kilometres, DrivingMinutes = road.DrivingMinutes, Breaks = road.Breaks, Rests = road.Rests }
            : null,
    };
}
