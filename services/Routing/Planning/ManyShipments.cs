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
            if (group.Key is null || inOrder.Count == 1) foreach (var i in inOrder) plans[i] = Alone(queries[i], room);
            else Together(room, inOrder, queries, plans);
        }

        return plans;
    }

    private static void Together(RoomTaken room, List<int> inOrder, IReadOnlyList<PlanQuery> queries, IReadOnlyList<Leg>[] plans)
    {
        var network = room.Snapshot;
        var admission = new ClassAdmission(room, inOrder.Select(i => queries[i]).ToList());
        var timetable = new ClassTimetable(network.Timetable, admission);
        foreach (var few in inOrder.Chunk(ManyArrivals.Most))
        {
            var shipments = Array.ConvertAll(few, i => queries[i]);
            var ways = Ways(timetable, admission, shipments, Array.ConvertAll(shipments, query => EndsOf(network, query)));
            for (var lane = 0; lane < few.Length; lane++)
            {
                plans[few[lane]] = Taken(ways[lane], room, shipments[lane]) ?? Alone(shipments[lane], room);
                admission.Taken(plans[few[lane]]);
            }
        }
    }

    /// <summary>Empty where there is none in time; null where the shipment must be planned for itself.</summary>
    private static IReadOnlyList<Ride>?[] Ways(
        ClassTimetable timetable, ClassAdmission admission, PlanQuery[] shipments, (int From, int To, int Ready, int By)[] ends)
    {
        var scan = ManyArrivals.OfThisThread;
        scan.Scan(timetable, ends, admission.For(shipments));
        var ways = new IReadOnlyList<Ride>?[ends.Length];
        for (var lane = 0; lane < ends.Length; lane++) ways[lane] = scan.ArrivalOf(lane) <= ends[lane].By ? scan.JourneyOf(lane) : [];
        var tooLong = Enumerable.Range(0, ends.Length).Where(lane => ways[lane]!.Count > Lanes.MostLegs).ToArray();
        foreach (var few in tooLong.Chunk(ArrivalsWithFewLegs.Most))
        {
            var room = admission.For([.. few.SelectMany(lane => Enumerable.Repeat(shipments[lane], LanePass.Counts))]);
            var shorter = ArrivalsWithFewLegs.OfThisThread.Scan(timetable, Array.ConvertAll(few, lane => ends[lane]), room);
            for (var i = 0; i < few.Length; i++) ways[few[i]] = shorter[i] is { Count: > 0 } way && way[^1].Alight.Arrival > ends[few[i]].By ? [] : shorter[i];
        }

        return ways;
    }

    /// <summary>Null where the shipment must be planned for itself: those before it took the room.</summary>
    private static IReadOnlyList<Leg>? Taken(IReadOnlyList<Ride>? way, RoomTaken room, PlanQuery query) =>
        way is null || !room.Take(way, query) ? null : Planner.LegsOf(room.Snapshot, way);

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
