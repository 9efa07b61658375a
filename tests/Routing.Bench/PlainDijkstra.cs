using Logistics.Routing.Network;
using Logistics.Routing.Network.Timetables;

namespace Logistics.Routing.Bench;

/// <summary>
/// What the scans are measured against: time-dependent Dijkstra as in any textbook, over nodes for hubs and for each call of a line,
/// the next departure of a section found by halving. Arrays and one queue kept between questions; no tricks for freight.
/// </summary>
internal sealed class PlainDijkstra
{
    internal const int Never = int.MaxValue;
    private readonly Timetable timetable;
    private readonly List<int>[] boarding;
    private readonly List<int> hubOf = [];
    private readonly List<int[]> departures = [];
    private readonly List<int[]> arrivals = [];
    private readonly int[] best;
    private readonly List<int> touched = [];
    private readonly PriorityQueue<int, int> queue = new();

    internal PlainDijkstra(NetworkSnapshot network)
    {
        timetable = network.Timetable;
        boarding = Enumerable.Range(0, timetable.HubCount).Select(_ => new List<int>()).ToArray();
        foreach (var line in LinesOf(network)) AddLine(line);
        best = new int[timetable.HubCount + hubOf.Count];
        Array.Fill(best, Never);
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
