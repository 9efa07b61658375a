using Logistics.Routing.Network;
using Logistics.Routing.Network.Timetables;
using Logistics.Routing.Oracle;

namespace Logistics.Routing.Tests.Scans;

/// <summary>
/// The same small network twice: for the scans and for the oracle. Walks lead one way, are not closed transitively and start anywhere;
/// changes or sections may take no time; runs loop, cross midnight and outlast a day.
/// </summary>
internal sealed class GeneratedTimetable
{
    internal const int Span = 3 * 86_400;
    private readonly Random random;
    private readonly int[] changes;
    private readonly bool atOnce;
    private readonly List<Footpath> walks = [];

    internal GeneratedTimetable(int seed)
    {
        random = new Random(seed);
        var hubs = random.Next(3, 12);
        // One network in two has no walks: its hubs take the short way through the scans.
        atOnce = random.Next(2) == 0;
        changes = Enumerable.Range(0, hubs).Select(_ => random.Next(atOnce ? 0 : 1, 3) * 300).ToArray();
        for (var i = random.Next(2) * random.Next(1, 2 * hubs); i > 0; i--)
        {
            var from = random.Next(hubs);
            walks.Add(new Footpath(from, (from + random.Next(1, hubs)) % hubs, random.Next(atOnce ? 0 : 1, 20) * 60));
        }

        for (var i = random.Next(5, 60); i > 0; i--) Runs.Add(Run());
        Timetable = Build(Runs);
        Oracle = OracleOf(Runs);
    }

    internal int Hubs => changes.Length;

    /// <summary>By run: its calls.</summary>
    internal List<IReadOnlyList<(int Hub, int Arrival, int Departure)>> Runs { get; } = [];

    internal Timetable Timetable { get; }

    internal OracleTimetable Oracle { get; }

    internal int Change(int hub) => changes[hub];

    internal int? Walk(int from, int to) => walks.Where(walk => walk.From == from && walk.To == to).Select(walk => (int?)walk.Seconds).Min();

    internal (int From, int To, int Ready, int LastDeparture) Query()
    {
        var from = random.Next(Hubs);
        var ready = random.Next(Span / 60) * 60;
        return (from, (from + random.Next(1, Hubs)) % Hubs, ready, random.Next(4) == 0 ? ready + random.Next(600, 50_000) : ready + Span);
    }

    /// <summary>A delay of one run, and what the oracle then knows.</summary>
    internal (Timetable Patched, Timetable Fresh) Delayed()
    {
        var run = random.Next(Runs.Count);
        var from = random.Next(Runs[run].Count);
        var late = random.Next(-10, 300) * 60;
        var delayed = Runs.ToList();
        delayed[run] = Runs[run].Select((call, i) => i < from ? call : (call.Hub, Math.Max(call.Arrival, call.Arrival + late), Math.Max(call.Departure, call.Departure + late))).ToList();
        return (Timetable.With(Connections(Runs[run], run).ToList(), Connections(delayed[run], run).ToList()), Build(delayed));
    }

    internal static string Name(int hub) => $"h{hub}";

    private Timetable Build(IReadOnlyList<IReadOnlyList<(int Hub, int Arrival, int Departure)>> runs)
    {
        var builder = new TimetableBuilder(changes, walks);
        for (var run = 0; run < runs.Count; run++)
        {
            foreach (var connection in Connections(runs[run], run)) builder.Add(connection);
        }

        var lines = runs.Select(calls => calls.Select(call => call.Hub).Distinct().ToArray()).ToList();
        return builder.Build(runs.Count, walks.Count > 0 ? null : Branches.Of(Hubs, lines, Enumerable.Range(0, runs.Count).ToList()));
    }

    private OracleTimetable OracleOf(IReadOnlyList<IReadOnlyList<(int Hub, int Arrival, int Departure)>> runs) => new(
        runs.Select(calls => new OracleTrip(calls.Select(call => (Name(call.Hub), call.Arrival, call.Departure)).ToList())).ToList(),
        walks.Select(walk => (Name(walk.From), Name(walk.To), walk.Seconds)), stop => changes[int.Parse(stop[1..], null)]);

    private static IEnumerable<Connection> Connections(IReadOnlyList<(int Hub, int Arrival, int Departure)> calls, int run)
    {
        for (var call = 0; call + 1 < calls.Count; call++)
            yield return new Connection(calls[call].Departure, calls[call + 1].Arrival, calls[call].Hub, calls[call + 1].Hub, run, call);
    }

    private List<(int Hub, int Arrival, int Departure)> Run()
    {
        var at = random.Next(Span / 300) * 300;
        var hub = random.Next(Hubs);
        var calls = new List<(int, int, int)>();
        for (var i = random.Next(2, 9); i > 0; i--)
        {
            var leaves = at + (random.Next(3) * 60);
            calls.Add((hub, at, leaves));
            at = leaves + (random.Next(12) switch { 0 when !atOnce => 0, 1 => random.Next(20_000, 100_000), _ => random.Next(1, 12) * 300 });
            hub = (hub + random.Next(1, Hubs)) % Hubs;
        }

        return calls;
    }
}
