using Logistics.Routing.Network;
using Logistics.Routing.Planning.Scans;

namespace Logistics.Routing.Planning;

/// <summary>
/// Plans of many shipments at once, by destination and wishes: with many to the same place one scan back and a look-up a shipment,
/// else a scan each that is not asked again what its neighbours were. They share the room: what one takes the next does not get, so
/// that what is proposed together can be applied together.
/// </summary>
internal static class ManyShipments
{
    // A scan back from a place says all of it, and costs as much as so many single scans.
    private const int WorthAProfile = 100;

    /// <summary>In the order of the queries; empty where there is no way in time. The first come first.</summary>
    internal static IReadOnlyList<IReadOnlyList<Leg>> Plan(NetworkSnapshot network, IReadOnlyList<PlanQuery> queries)
    {
        var plans = new IReadOnlyList<Leg>[queries.Count];
        var room = new RoomTaken(network);
        foreach (var group in Enumerable.Range(0, queries.Count).GroupBy(i => WishesOf(queries[i])))
        {
            var together = group.Select(i => queries[i]).ToList();
            var soonest = SoonestOf(network, together);
            foreach (var i in group) plans[i] = soonest(room, queries[i]) ?? Alone(queries[i], room);
        }

        return plans;
    }

    /// <summary>Answers null where the shipment must be planned for itself: the way has too many legs, or no room for it.</summary>
    private static Func<RoomTaken, PlanQuery, IReadOnlyList<Leg>?> SoonestOf(NetworkSnapshot network, List<PlanQuery> together)
    {
        // Those that prefer carriers and those whose docks open at times are planned for themselves; so are unknown places.
        var one = together[0];
        if (network.HubIndex(one.ToHubId) is null || one.PreferredCarriers.Count > 0 || one.CollectWindows.Count > 0) return (_, _) => null;
        var most = together.Aggregate(default(Load), (load, query) => new(
            Math.Max(load.WeightKg, query.WeightKg), Math.Max(load.VolumeM3, query.VolumeM3), Math.Max(load.Units, query.Units)));
        var fits = Array.TrueForAll(network.Runs.Services, service => most.Within(service.Details.Room));
        var like = Admission.Of(network, one with { WeightKg = most.WeightKg, VolumeM3 = most.VolumeM3, Units = most.Units });
        if (together.Count < WorthAProfile || network.Timetable.Leaving.Count > 0)
            return (room, query) => ByItself(room, query, fits ? like.For(room.Network, query) : Admission.Of(room.Network, query));

        var profile = ArrivalProfile.OfThisThread;
        profile.Scan(
            network.Timetable, network.HubIndex(one.ToHubId)!.Value, together.Min(query => Ready(network, query)),
            together.Max(query => Planner.ArriveBySeconds(network, query)), Admission.Of(network, one with { WeightKg = 0, VolumeM3 = 0, Units = 0 }));
        return (room, query) => FromProfile(profile, room, query);
    }

    private static (string To, string Wishes) WishesOf(PlanQuery query) => (query.ToHubId, string.Join(
        '|', query.Refrigerated, query.Temperature, query.MinTransferMinutes, string.Join(',', query.HazardClasses),
        string.Join(',', query.ExcludedCarriers), string.Join(',', query.PreferredCarriers), string.Join(',', query.DeliverWindows),
        query.CollectWindows.Count > 0 ? query.ShipmentId : ""));

    private static List<Leg>? ByItself(RoomTaken room, PlanQuery query, Admission admission)
    {
        var network = room.Network;
        if (network.HubIndex(query.FromHubId) is not { } from || query.FromHubId == query.ToHubId) return [];
        var (to, by) = (network.HubIndex(query.ToHubId)!.Value, Planner.ArriveBySeconds(network, query));
        var scan = EarliestArrival.OfThisThread;
        if (scan.ToOne(network.Timetable, from, to, Planner.ReadySeconds(network, query), by, admission) > by) return [];
        return Taken(room, query, scan.JourneyTo(to));
    }

    private static List<Leg>? FromProfile(ArrivalProfile profile, RoomTaken room, PlanQuery query)
    {
        var network = room.Network;
        if (network.HubIndex(query.FromHubId) is not { } from || query.FromHubId == query.ToHubId) return [];
        var rides = profile.Journey(from, Ready(network, query), Admission.Of(network, query));
        return rides.Count == 0 || rides[^1].Alight.Arrival > Planner.ArriveBySeconds(network, query) ? [] : Taken(room, query, rides);
    }

    private static List<Leg>? Taken(RoomTaken room, PlanQuery query, IReadOnlyList<Ride> rides) =>
        rides.Count is > 0 and <= Lanes.MostLegs && room.Take(rides, query) ? Planner.LegsOf(room.Network, rides) : null;

    private static IReadOnlyList<Leg> Alone(PlanQuery query, RoomTaken room) =>
        Planner.Plan(room.Network, query) is Plan.Found found && room.Take(found.Legs, query) ? found.Legs : [];

    private static int Ready(NetworkSnapshot network, PlanQuery query) =>
        network.HubIndex(query.FromHubId) is null ? network.Seconds(query.ReadyAt) : Planner.ReadySeconds(network, query);
}
