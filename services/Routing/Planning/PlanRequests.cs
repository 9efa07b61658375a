using Logistics.Hosting.Grpc;
using Logistics.Routing.Network;
using Logistics.Routing.Roads;
using NodaTime;
using Wire = Logistics.Routing.V1;

namespace Logistics.Routing.Planning;

/// <summary>Checks of what a planner's callers ask, each naming the field that is wrong.</summary>
internal static class PlanRequests
{
    internal static PlanQuery Query(Wire.PlanItineraryRequest request)
    {
        var readyAt = Check.Timestamp(request.ReadyAt, "ready_at");
        var arriveBy = request.ArriveBy is null ? Instant.MaxValue : Check.Timestamp(request.ArriveBy, "arrive_by");
        if (arriveBy <= readyAt) throw Check.Invalid("arrive_by", "is not after ready_at.");
        if (request.LatestDeparture && request.ArriveBy is null) throw Check.Invalid("arrive_by", "is missing; latest_departure needs it.");
        var (fromDoor, toDoor) = (DoorOf(request.FromDoor, "from_door"), DoorOf(request.ToDoor, "to_door"));
        var temperature = ServiceRequests.Band(request.Temperature, "temperature");
        return new PlanQuery(
            End(fromDoor, Door.Origin, request.FromHubId, "from_hub_id"), End(toDoor, Door.Destination, request.ToHubId, "to_hub_id"),
            readyAt, arriveBy, Check.Number(request.GrossWeightKg, "gross_weight_kg", 0, 1e9), request.Refrigerated || temperature is not null)
        {
            VolumeM3 = Check.Number(request.VolumeM3, "volume_m3", 0, 1e6),
            Units = Check.Integer(request.Units, "units", 0, 1_000_000),
            Temperature = temperature,
            HazardClasses = ServiceRequests.Hazards(request.HazardClasses, "hazard_classes"),
            ExcludedCarriers = Carriers(request.ExcludedCarriers, "excluded_carriers"),
            PreferredCarriers = Carriers(request.PreferredCarriers, "preferred_carriers"),
            MinTransferMinutes = Check.Integer(request.MinTransferMinutes, "min_transfer_minutes", 0, 2880),
            CollectWindows = Windows(request.CollectWindows, "collect_windows"),
            DeliverWindows = Windows(request.DeliverWindows, "deliver_windows"),
            FromDoor = fromDoor,
            ToDoor = toDoor,
            Roads = request.RoadUse switch
            {
                Wire.RoadUse.Unspecified or Wire.RoadUse.WhereNeeded => RoadUse.WhereNeeded,
                Wire.RoadUse.Freely => RoadUse.Freely,
                Wire.RoadUse.OnlyToDoors => RoadUse.OnlyToDoors,
                _ => throw Check.Invalid("road_use", "is none of the known uses."),
            },
        };
    }

    private static string End(Door? door, string doorId, string hubId, string field) =>
        door is null ? NetworkRequests.HubId(hubId, field)
        : hubId.Length == 0 ? doorId
        : throw Check.Invalid(field, "is given beside a door; one of them ends the way.");

    private static Door? DoorOf(Wire.Door? door, string field)
    {
        if (door is null) return null;
        var position = Check.Position(door.Position, $"{field}.position") ?? throw Check.Invalid($"{field}.position", "is missing.");
        if (door.Zone.Length > 0 && DateTimeZoneProviders.Tzdb.GetZoneOrNull(door.Zone) is null) throw Check.Invalid($"{field}.zone", "is no IANA time zone.");
        return new Door(position.Latitude, position.Longitude, door.Zone.Length > 0 ? door.Zone : null);
    }

    private static List<string> Carriers(IReadOnlyList<string> carriers, string field)
    {
        if (carriers.Count > 100) throw Check.Invalid(field, "has more than 100 entries.");
        return carriers.Select((id, i) => Check.Id(id, $"{field}[{i}]")).ToList();
    }

    private static List<Window> Windows(IReadOnlyList<Wire.TimeWindow> windows, string field)
    {
        if (windows.Count > 50) throw Check.Invalid(field, "has more than 50 entries.");
        return windows.Select((window, i) =>
        {
            var (from, to) = (Check.Timestamp(window.From, $"{field}[{i}].from"), Check.Timestamp(window.To, $"{field}[{i}].to"));
            return from < to ? new Window(from, to) : throw Check.Invalid($"{field}[{i}].to", "is not after from.");
        }).ToList();
    }
}
