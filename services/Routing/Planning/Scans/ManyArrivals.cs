using Logistics.Routing.Network.Timetables;

namespace Logistics.Routing.Planning.Scans;

/// <summary>
/// Earliest arrivals of up to sixteen shipments with the same wishes, each from its own hub and time to its own destination. A way out
/// of the branch where it begins and into the one where it ends is found within those, a few hundred stretches; in between all are
/// scanned in one pass, which ends when each is at the gate of its last branch. For networks without footpaths, as carriers' are.
/// </summary>
internal sealed class ManyArrivals
{
    internal const int Most = LanePass.Lanes;
    internal const int Never = LanePass.Never;

    private readonly LanePass between = new();
    private readonly LanePass within = new();
    private readonly List<Ride>[] ways = Enumerable.Range(0, Most).Select(_ => new List<Ride>()).ToArray();
    private readonly int[] arrivals = new int[Most];
    private ClassTimetable network = null!;

    [ThreadStatic]
    private static ManyArrivals? own;

    internal static ManyArrivals OfThisThread => own ??= new ManyArrivals();

    /// <param name="shipments">At most <see cref="Most"/>; whose destination is its origin stays there. By: what leaves after it is not ridden.</param>
    internal void Scan<TRoom>(ClassTimetable timetable, ReadOnlySpan<(int From, int To, int Ready, int By)> shipments, TRoom room)
        where TRoom : struct, IRoomRule
    {
        network = timetable;
        between.Begin(timetable.HubsIn(0), timetable.RunsIn(0));
        var earliest = Never;
        for (var lane = 0; lane < shipments.Length; lane++)
        {
            ways[lane].Clear();
            arrivals[lane] = Never;
            earliest = Math.Min(earliest, SetOut(lane, shipments[lane], room));
        }

        if (earliest != Never) ScanFrom(network, between, 0, LanePass.SecondsOf(earliest), room);
        for (var lane = 0; lane < shipments.Length; lane++) GetThere(lane, shipments[lane], room);
    }

    /// <summary>Seconds; <see cref="Never"/> where nothing leads there in time.</summary>
    internal int ArrivalOf(int lane) => arrivals[lane];

    /// <summary>How the last scan got there, with however many legs; empty where it did not.</summary>
    internal IReadOnlyList<Ride> JourneyOf(int lane) => arrivals[lane] == Never ? [] : ways[lane];

    /// <summary>As far as the gate of its branch; the label there, or <see cref="Never"/>.</summary>
    private int SetOut<TRoom>(int lane, (int From, int To, int Ready, int By) shipment, TRoom room)
        where TRoom : struct, IRoomRule
    {
        var (first, last) = EndsOf(shipment);
        var label = LanePass.LabelAt(shipment.Ready);
        if (first != 0) label = Within(first, lane, shipment.From, label, first == last ? shipment.To : network.Branches.GateOf(first), shipment, room);
        if (label == Never || first == last && first != 0) return Never;

        var (from, to) = (first == 0 ? shipment.From : network.Branches.GateOf(first), last == 0 ? shipment.To : network.Branches.GateOf(last));
        between.Set(lane, network.PlaceIn(0, from), label, network.PlaceIn(0, to), last == 0, shipment.By);
        return label;
    }

    private void GetThere<TRoom>(int lane, (int From, int To, int Ready, int By) shipment, TRoom room)
        where TRoom : struct, IRoomRule
    {
        var (first, last) = EndsOf(shipment);
        if (first == 0 || first != last)
        {
            var label = between.LabelOf(lane);
            if (label == Never) return;
            between.Trace(lane, 0, network, ways[lane]);
            if (last != 0 && Within(last, lane, network.Branches.GateOf(last), label, shipment.To, shipment, room) == Never) return;
        }

        if (shipment.From == shipment.To) arrivals[lane] = shipment.Ready;
        else if (ways[lane].Count > 0) arrivals[lane] = ways[lane][^1].Alight.Arrival;
    }

    private (int First, int Last) EndsOf((int From, int To, int Ready, int By) shipment) =>
        (network.Branches.OfHub(shipment.From), network.Branches.OfHub(shipment.To));

    private int Within<TRoom>(int branch, int lane, int from, int label, int to, (int From, int To, int Ready, int By) shipment, TRoom room)
        where TRoom : struct, IRoomRule
    {
        within.Begin(network.HubsIn(branch), network.RunsIn(branch));
        within.Set(lane, network.PlaceIn(branch, from), label, network.PlaceIn(branch, to), to == shipment.To, shipment.By);
        ScanFrom(network, within, branch, LanePass.SecondsOf(label), room);
        if (within.LabelOf(lane) != Never) within.Trace(lane, branch, network, ways[lane]);
        return within.LabelOf(lane);
    }

    internal static void ScanFrom<TRoom>(ClassTimetable network, LanePass pass, int part, int seconds, TRoom room)
        where TRoom : struct, IRoomRule
    {
        for (var page = seconds >> TimetablePage.Shift; page < network.Pages && !pass.IsOver; page++) pass.Over(network.In(part, page), room);
    }
}
