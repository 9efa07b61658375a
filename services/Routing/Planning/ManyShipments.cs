using Logistics.Routing.Network;
using Logistics.Routing.Planning.Scans;

namespace Logistics.Routing.Planning;

/// <summary>
/// Plans of many shipments at once: those with the same wishes are scanned for sixteen at a time, whatever their destinations. They
/// share the room: what one takes the next does not get, so that what is proposed together can be applied together.
/// </summary>
internal static class ManyShipments
{
    /// <summary>In the order of the queries; empty where there is no way in time. Of those with the same wishes, who is ready first comes first.</summary>
    internal static IReadOnlyList<IReadOnlyList<Leg>> Plan(NetworkSnapshot network, IReadOnlyList<PlanQuery> queries)
    {
        var plans = new IReadOnlyList<Leg>[queries.Count];
        var room = new RoomTaken(network);
        foreach (var group in Enumerable.Range(0, queries.Count).GroupBy(i => WishesOf(network, queries[i])))
        {
            var inOrder = group.OrderBy(i => queries[i].ReadyAt).ToList();
            if (group.Key is null) foreach (var i in inOrder) plans[i] = Alone(queries[i], room);
            else Together(room, inOrder, queries, plans);
        }

        return plans;
    }

    private static void Together(RoomTaken room, List<int> inOrder, IReadOnlyList<PlanQuery> queries, IReadOnlyList<Leg>[] plans)
    {
        var (network, scan) = (room.Snapshot, ManyArrivals.OfThisThread);
        var admission = new ClassAdmission(room, inOrder.Select(i => queries[i]).ToList());
        foreach (var few in inOrder.Chunk(ManyArrivals.Most))
        {
            var shipments = Array.ConvertAll(few, i => queries[i]);
            scan.Scan(network.Timetable, Array.ConvertAll(shipments, query => EndsOf(network, query)), admission.For(shipments));
            for (var lane = 0; lane < few.Length; lane++)
            {
                plans[few[lane]] = Soonest(scan, lane, room, shipments[lane]) ?? Alone(shipments[lane], room);
                admission.Taken(plans[few[lane]]);
            }
        }
    }

    /// <summary>Null where the shipment must be planned for itself: the way has too many legs, or those before it took the room.</summary>
    private static IReadOnlyList<Leg>? Soonest(ManyArrivals scan, int lane, RoomTaken room, PlanQuery query)
    {
        if (scan.ArrivalOf(lane) > Planner.ArriveBySeconds(room.Snapshot, query)) return [];
        var rides = scan.JourneyOf(lane);
        return rides.Count <= Lanes.MostLegs && room.Take(rides, query) ? Planner.LegsOf(room.Snapshot, rides) : null;
    }

    /// <summary>Null for those that are planned for themselves: preferred carriers and docks that open at times are asked of each shipment.</summary>
    private static string? WishesOf(NetworkSnapshot network, PlanQuery query) =>
        query.PreferredCarriers.Count + query.CollectWindows.Count + query.DeliverWindows.Count > 0 || network.Timetable.Leaving.Count > 0
        || network.HubIndex(query.FromHubId) is null || network.HubIndex(query.ToHubId) is null || query.FromHubId == query.ToHubId
            ? null
            : string.Join(
                '|', query.Refrigerated, query.Temperature, query.MinTransferMinutes, string.Join(',', query.HazardClasses),
                string.Join(',', query.ExcludedCarriers));

    private static (int From, int To, int Ready, int By) EndsOf(NetworkSnapshot network, PlanQuery query) => (
        network.HubIndex(query.FromHubId)!.Value, network.HubIndex(query.ToHubId)!.Value, Planner.ReadySeconds(network, query),
        Planner.ArriveBySeconds(network, query));

    private static IReadOnlyList<Leg> Alone(PlanQuery query, RoomTaken room)
    {
        var legs = Planner.Soonest(room.Network, query);
        room.Take(legs, query);
        return legs;
    }
}
