using Logistics.Routing.Network;
using Logistics.Routing.Network.Timetables;
using Logistics.Routing.Planning.Scans;

namespace Logistics.Routing.Bench;

/// <summary>
/// What the scans are measured against: time-dependent Dijkstra as in any textbook, over nodes for hubs and for each call of a line,
/// the next departure of a section found by halving. Arrays and one queue kept between questions; no tricks for freight.
/// </summary>
internal sealed class PlainDijkstra
{
    internal const int Never = int.MaxValue;
    private const int LegLanes = Lanes.MostLegs + 1;
    private readonly Timetable timetable;
    private readonly List<int>[] boarding;
    private readonly List<int> hubOf = [];
    private readonly List<int[]> departures = [];
    private readonly List<int[]> arrivals = [];
    private readonly int[] best;
    private readonly List<int> touched = [];
    private readonly PriorityQueue<int, int> queue = new();
    private readonly int[] bestByLegs;
    private readonly List<int> touchedByLegs = [];

    internal PlainDijkstra(NetworkSnapshot network)
    {
        timetable = network.Timetable;
        boarding = Enumerable.Range(0, timetable.HubCount).Select(_ => new List<int>()).ToArray();
        foreach (var line in LinesOf(network)) AddLine(line);
        best = new int[timetable.HubCount + hubOf.Count];
        Array.Fill(best, Never);
        bestByLegs = new int[best.Length * LegLanes];
        Array.Fill(bestByLegs, Never);
    }

    /// <summary>At one hub, or at all where <paramref name="to"/> is -1; then the answer is the number of hubs reached.</summary>
    internal int Earliest(int from, int to, int ready)
    {
        foreach (var node in touched) best[node] = Never;
        touched.Clear();
        queue.Clear();
        var arrived = Never;
        Relax(from, ready);
        while (queue.TryDequeue(out var node, out var at))
        {
            if (at > best[node]) continue;
            if (at >= arrived) return arrived;
            if (node < timetable.HubCount)
            {
                foreach (var call in boarding[node]) Relax(timetable.HubCount + call, at);
                continue;
            }

            var section = node - timetable.HubCount;
            var next = Array.BinarySearch(departures[section], at);
            if (next < 0) next = ~next;
            if (next == departures[section].Length) continue;
            var (hub, arrival) = (hubOf[section + 1], arrivals[section][next]);
            if (hub == to) arrived = Math.Min(arrived, arrival);
            Relax(hub, arrival + timetable.ChangeSeconds[hub]);
            if (departures[section + 1].Length > 0) Relax(node + 1, arrival);
        }

        return to >= 0 ? arrived : touched.Count(node => node < timetable.HubCount);
    }

    /// <summary>
    /// The same with labels for every number of legs: nodes are asked for by the most legs, 0 to <see cref="Lanes.MostLegs"/>, and a
    /// label stays where none with fewer legs is as early. What is later than so many seconds after the earliest is not looked for.
    /// </summary>
    internal int[] EarliestByLegs(int from, int to, int ready, int within)
    {
        foreach (var state in touchedByLegs) bestByLegs[state] = Never;
        touchedByLegs.Clear();
        queue.Clear();
        var arrived = new int[LegLanes];
        Array.Fill(arrived, Never);
        Relax(from, 0, ready);
        while (queue.TryDequeue(out var state, out var at))
        {
            if (at > bestByLegs[state]) continue;
            if (arrived[1] <= at || (arrived[^1] != Never && at > arrived[^1] + within)) break;
            var (node, legs) = (state / LegLanes, state % LegLanes);
            if (node < timetable.HubCount)
            {
                if (legs == Lanes.MostLegs) continue;
                foreach (var call in boarding[node]) Relax(timetable.HubCount + call, legs + 1, at);
                continue;
            }

            var section = node - timetable.HubCount;
            var next = Array.BinarySearch(departures[section], at);
            if (next < 0) next = ~next;
            if (next == departures[section].Length) continue;
            var (hub, arrival) = (hubOf[section + 1], arrivals[section][next]);
            for (var most = legs; hub == to && most < LegLanes; most++) arrived[most] = Math.Min(arrived[most], arrival);
            Relax(hub, legs, arrival + timetable.ChangeSeconds[hub]);
            if (departures[section + 1].Length > 0) Relax(node + 1, legs, arrival);
        }

        return arrived;
    }

    private void Relax(int node, int legs, int at)
    {
        var state = node * LegLanes;
        for (var fewer = 0; fewer <= legs; fewer++)
        {
            if (bestByLegs[state + fewer] <= at) return;
        }

        if (bestByLegs[state + legs] == Never) touchedByLegs.Add(state + legs);
        bestByLegs[state + legs] = at;
        queue.Enqueue(state + legs, at);
    }

    private void Relax(int node, int at)
    {
        if (at >= best[node]) return;
        if (best[node] == Never) touched.Add(node);
        best[node] = at;
        queue.Enqueue(node, at);
    }

    private void AddLine(List<List<Connection>> runs)
    {
        // Vehicles of a line do not overtake each other here.
        runs.Sort((a, b) => a[0].Departure.CompareTo(b[0].Departure));
        var calls = runs[0].Count;
        for (var call = 0; call < calls; call++)
        {
            boarding[runs[0][call].From].Add(hubOf.Count);
            hubOf.Add(runs[0][call].From);
            departures.Add(runs.Select(run => run[call].Departure).ToArray());
            arrivals.Add(runs.Select(run => run[call].Arrival).ToArray());
        }

        hubOf.Add(runs[0][^1].To);
        departures.Add([]);
        arrivals.Add([]);
    }

    private static IEnumerable<List<List<Connection>>> LinesOf(NetworkSnapshot network)
    {
        var runs = new Dictionary<int, List<Connection>>();
        for (var number = 0; number < network.Timetable.ConnectionCount; number++)
        {
            var connection = network.Timetable[number];
            if (!runs.TryGetValue(connection.Run, out var its)) runs[connection.Run] = its = [];
            its.Add(connection);
        }

        foreach (var its in runs.Values) its.Sort((a, b) => a.Call.CompareTo(b.Call));
        return runs.Values.GroupBy(its => network.Runs[its[0].Run].Id.ServiceId).SelectMany(service => service.GroupBy(its => its.Count)).Select(line => line.ToList());
    }
}
