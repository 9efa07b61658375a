namespace Logistics.Routing.Oracle;

/// <summary>One run: when it is where, in seconds after any base.</summary>
public sealed record OracleTrip(IReadOnlyList<(string Stop, int Arrival, int Departure)> Calls);

/// <summary>Runs, minimum change times and one-hop walks, as the rules state them and in no clever form.</summary>
public sealed class OracleTimetable
{
    private readonly Dictionary<string, List<(int Departure, int Trip, int Call)>> departures = [];
    private readonly Dictionary<string, List<(string To, int Seconds)>> walks = [];
    private readonly Func<string, int> change;

    /// <param name="change">Seconds between an arriving and a departing run of the stop.</param>
    public OracleTimetable(
        IReadOnlyList<OracleTrip> trips, IEnumerable<(string From, string To, int Seconds)> walks, Func<string, int> change)
    {
        Trips = trips;
        this.change = change;
        foreach (var (from, to, seconds) in walks) ListOf(this.walks, from).Add((to, seconds));
        for (var trip = 0; trip < trips.Count; trip++)
        {
            for (var call = 0; call + 1 < trips[trip].Calls.Count; call++)
                ListOf(departures, trips[trip].Calls[call].Stop).Add((trips[trip].Calls[call].Departure, trip, call));
        }

        foreach (var list in departures.Values) list.Sort();
    }

    public IReadOnlyList<OracleTrip> Trips { get; }

    internal int Change(string stop) => change(stop);

    internal IReadOnlyList<(string To, int Seconds)> Walks(string stop) => walks.GetValueOrDefault(stop) ?? [];

    internal IEnumerable<(int Departure, int Trip, int Call)> Departures(string stop, int from, int until)
    {
        if (!departures.TryGetValue(stop, out var list)) yield break;
        var first = list.BinarySearch((from, -1, -1));
        for (var i = first < 0 ? ~first : first; i < list.Count && list[i].Departure <= until; i++) yield return list[i];
    }

    private static List<T> ListOf<T>(Dictionary<string, List<T>> lists, string key) =>
        lists.TryGetValue(key, out var list) ? list : lists[key] = [];
}
