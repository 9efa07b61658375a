namespace Logistics.Routing.Planning.Scans;

/// <summary>
/// Earliest arrivals of two shipments with at most <see cref="MostLegs"/> legs: as <see cref="ManyArrivals"/>, with eight lanes each
/// that count them.
/// </summary>
internal sealed class ArrivalsWithFewLegs
{
    internal const int Most = LanePass.Lanes / LanePass.Counts;
    internal const int MostLegs = Scans.Lanes.MostLegs;
    private const int Any = Scans.Lanes.Any;

    private readonly LanePass between = new();
    private readonly LanePass[] outward = [new(), new()];
    private readonly LanePass inward = new();
    private readonly int[] labels = new int[LanePass.Counts];
    private ClassTimetable network = null!;

    [ThreadStatic]
    private static ArrivalsWithFewLegs? own;

    internal static ArrivalsWithFewLegs OfThisThread => own ??= new ArrivalsWithFewLegs();

    /// <param name="room">Asked by lane: the first eight are the first shipment.</param>
    /// <returns>By shipment: how it gets there, empty where it does not; null where this cannot tell.</returns>
    internal IReadOnlyList<Ride>?[] Scan<TRoom>(ClassTimetable timetable, ReadOnlySpan<(int From, int To, int Ready, int By)> shipments, TRoom room)
        where TRoom : struct, IRoomRule
    {
        network = timetable;
        between.Begin(timetable.HubsIn(0), timetable.RunsIn(0), countLegs: true);
        var earliest = LanePass.Never;
        for (var i = 0; i < shipments.Length; i++) earliest = Math.Min(earliest, SetOut(i, shipments[i], room));
        if (earliest != LanePass.Never) ManyArrivals.ScanFrom(network, between, 0, LanePass.SecondsOf(earliest), room);
        var ways = new IReadOnlyList<Ride>?[shipments.Length];
        for (var i = 0; i < shipments.Length; i++) ways[i] = WayOf(i, shipments[i], room);
        return ways;
    }

    private int SetOut<TRoom>(int i, (int From, int To, int Ready, int By) shipment, TRoom room)
        where TRoom : struct, IRoomRule
    {
        var (first, last) = (network.Branches.OfHub(shipment.From), network.Branches.OfHub(shipment.To));
        Array.Fill(labels, LanePass.LabelAt(shipment.Ready));
        if (first != 0)
        {
            var stays = first == last;
            Within(outward[i], first, i, shipment.From, stays ? shipment.To : network.Branches.GateOf(first), shipment, stays ? MostLegs : -1, room);
            if (stays) return LanePass.Never;
            for (var legs = 0; legs < LanePass.Counts; legs++) labels[legs] = outward[i].LabelOf(LaneOf(i, legs));
        }

        // Whoever must ride into a branch has a leg fewer to get to its gate.
        Set(
            between, 0, i, first == 0 ? shipment.From : network.Branches.GateOf(first), last == 0 ? shipment.To : network.Branches.GateOf(last),
            last == 0, shipment.By, last == 0 ? MostLegs : MostLegs - 1);
        return labels[MostLegs];
    }

    private List<Ride>? WayOf<TRoom>(int i, (int From, int To, int Ready, int By) shipment, TRoom room)
        where TRoom : struct, IRoomRule
    {
        var (first, last) = (network.Branches.OfHub(shipment.From), network.Branches.OfHub(shipment.To));
        if (first != 0 && first == last) return Fewest(outward[i], i) is { } inside ? Trace(outward[i], inside, first).Rides : [];
        if (between.LabelOf(LaneOf(i, last == 0 ? MostLegs : MostLegs - 1)) == LanePass.Never) return [];
        if (last == 0) return WayTo(Fewest(between, i)!.Value, i, first);

        for (var legs = 0; legs < MostLegs; legs++) labels[legs] = between.LabelOf(LaneOf(i, legs));
        labels[MostLegs] = labels[Any] = labels[MostLegs - 1];
        Within(inward, last, i, network.Branches.GateOf(last), shipment.To, shipment, MostLegs, room);
        // Somebody may be later at the gate with fewer legs and sooner at the end with more: that is looked for by each alone.
        if (LanePass.SecondsOf(inward.LabelOf(LaneOf(i, MostLegs))) != LanePass.SecondsOf(inward.LabelOf(LaneOf(i, Any)))) return null;
        if (Fewest(inward, i) is not { } arriving) return [];
        var (end, lane) = Trace(inward, arriving, last);
        return [.. WayTo(lane, i, first), .. end];
    }

    // As far as the pass between the gates leads.
    private List<Ride> WayTo(int lane, int i, int first)
    {
        var (middle, start) = Trace(between, lane, 0);
        return first == 0 ? middle : [.. Trace(outward[i], start, first).Rides, .. middle];
    }

    private (List<Ride> Rides, int Start) Trace(LanePass pass, int lane, int part)
    {
        var rides = new List<Ride>();
        return (rides, pass.Trace(lane, part, network, rides));
    }

    private void Within<TRoom>(LanePass pass, int branch, int i, int from, int to, (int From, int To, int Ready, int By) shipment, int caps, TRoom room)
        where TRoom : struct, IRoomRule
    {
        pass.Begin(network.HubsIn(branch), network.RunsIn(branch), countLegs: true);
        Set(pass, branch, i, from, to, to == shipment.To, shipment.By, caps);
        ManyArrivals.ScanFrom(network, pass, branch, LanePass.SecondsOf(labels.Min()), room);
    }

    /// <param name="caps">The most legs that are of use, or -1 where all numbers of them are.</param>
    private void Set(LanePass pass, int part, int i, int from, int to, bool ends, int by, int caps)
    {
        var most = part != 0 && ends ? Any : caps < 0 ? MostLegs : caps;
        for (var legs = 0; legs <= most; legs++)
        {
            if (labels[legs] != LanePass.Never)
                pass.Set(LaneOf(i, legs), network.PlaceIn(part, from), labels[legs], network.PlaceIn(part, to), ends, by, legs == caps);
        }
    }

    /// <summary>The lane of the fewest legs that are there as early as with the most; null where none is.</summary>
    private static int? Fewest(LanePass pass, int i)
    {
        var best = pass.LabelOf(LaneOf(i, MostLegs));
        if (best == LanePass.Never) return null;
        var lane = LaneOf(i, 0);
        while (pass.LabelOf(lane) == LanePass.Never || LanePass.SecondsOf(pass.LabelOf(lane)) != LanePass.SecondsOf(best)) lane++;
        return lane;
    }

    private static int LaneOf(int i, int legs) => (i * LanePass.Counts) + legs;
}
