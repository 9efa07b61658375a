namespace Logistics.Routing.Oracle;

/// <summary>
/// Slow and plain: states of (stop, legs) in order of the time at which one is ready to board there. Written from the rules alone:
/// at the origin one may board at once, staying on a trip costs nothing, changing costs the stop's time, a walk is one hop before the
/// first ride, between two, or after the last.
/// </summary>
public sealed class TimeDependentDijkstra
{
    private readonly OracleTimetable timetable;
    private readonly string target;
    private readonly int lastDeparture;
    private readonly int mostLegs;
    private readonly bool counted;
    private readonly int[] best;
    private readonly PriorityQueue<(string Stop, int Legs, int Ready), int> queue = new();
    private readonly HashSet<(string, int)> settled = [];
    private readonly Dictionary<(int Trip, int Legs), int> boarded = [];

    private TimeDependentDijkstra(OracleTimetable timetable, string target, int lastDeparture, int mostLegs, bool counted)
    {
        (this.timetable, this.target, this.lastDeparture, this.mostLegs, this.counted) = (timetable, target, lastDeparture, mostLegs, counted);
        best = new int[mostLegs + 1];
        Array.Fill(best, int.MaxValue);
    }

    /// <summary>Earliest arrival whatever the legs; null where there is none.</summary>
    public static int? Earliest(OracleTimetable timetable, string from, string to, int ready, int lastDeparture)
    {
        var search = new TimeDependentDijkstra(timetable, to, lastDeparture, 1, counted: false);
        search.Run(from, ready);
        return Answer(search.best[1]);
    }

    /// <summary>By the most legs, 0 to <paramref name="mostLegs"/>.</summary>
    public static IReadOnlyList<int?> EarliestByLegs(OracleTimetable timetable, string from, string to, int ready, int lastDeparture, int mostLegs)
    {
        var search = new TimeDependentDijkstra(timetable, to, lastDeparture, mostLegs, counted: true);
        search.Run(from, ready);
        return search.best.Select(Answer).ToList();
    }

    private static int? Answer(int time) => time == int.MaxValue ? null : time;

    private void Run(string from, int ready)
    {
        if (from == target) Reach(ready, 0);
        queue.Enqueue((from, 0, ready), ready);
        foreach (var (to, seconds) in timetable.Walks(from)) Walk(to, ready + seconds, 0);

        while (queue.TryDequeue(out var state, out _))
        {
            // Uncounted, every state has no legs; then one more ride is always allowed.
            if (state.Legs == mostLegs || state.Ready >= best[state.Legs + 1] || !settled.Add((state.Stop, state.Legs))) continue;
            foreach (var (departure, trip, call) in timetable.Departures(state.Stop, state.Ready, lastDeparture))
            {
                if (departure >= best[state.Legs + 1]) break;
                Ride(trip, call, state.Legs + 1);
            }
        }
    }

    private void Ride(int trip, int call, int legs)
    {
        var calls = timetable.Trips[trip].Calls;
        // Where it was boarded before, with as many legs, all later calls are known.
        var known = boarded.GetValueOrDefault((trip, legs), calls.Count - 1);
        if (call >= known) return;
        boarded[(trip, legs)] = call;
        for (var next = call + 1; next <= known; next++)
        {
            // Connections that leave too late are not ridden, not even by who is on board.
            if (calls[next - 1].Departure > lastDeparture) return;
            Arrive(calls[next].Stop, calls[next].Arrival, legs);
        }
    }

    private void Arrive(string stop, int arrival, int legs)
    {
        if (stop == target) Reach(arrival, legs);
        var state = counted ? legs : 0;
        queue.Enqueue((stop, state, arrival + timetable.Change(stop)), arrival + timetable.Change(stop));
        foreach (var (to, seconds) in timetable.Walks(stop)) Walk(to, arrival + seconds, legs);
    }

    private void Walk(string to, int ready, int legs)
    {
        if (to == target) Reach(ready, legs);
        queue.Enqueue((to, counted ? legs : 0, ready), ready);
    }

    private void Reach(int arrival, int legs)
    {
        for (var most = legs; most <= mostLegs; most++) best[most] = Math.Min(best[most], arrival);
    }
}
