using Logistics.Routing.Network;
using Logistics.Routing.Network.Timetables;

namespace Logistics.Routing.Tests.Scans;

/// <summary>A ring of six hubs, and on each a branch of three, of which the last is reached by way of the second alone.</summary>
internal sealed class BranchedTimetable
{
    internal const int Ring = 6;
    internal const int Hubs = Ring + (3 * Ring);
    private const int Days = 4;
    private readonly List<int[]> lines = [];
    private readonly List<(int Line, int Start)> runs = [];
    private readonly Random random;

    internal BranchedTimetable(int seed)
    {
        random = new Random(seed);
        for (var hub = 0; hub < Ring; hub++)
        {
            lines.Add([hub, (hub + 1) % Ring, (hub + 2) % Ring]);
            lines.Add([(hub + 3) % Ring, hub]);
            var (first, second, last) = (Ring + (3 * hub), Ring + (3 * hub) + 1, Ring + (3 * hub) + 2);
            lines.Add([hub, first, second, hub]);
            lines.Add([second, last, second]);
        }

        for (var line = 0; line < lines.Count; line++)
        {
            for (var i = 0; i < 2 * Days; i++) runs.Add((line, random.Next(Days * 86_400 / 300) * 300));
        }

        var builder = new TimetableBuilder(Enumerable.Range(0, Hubs).Select(_ => random.Next(3) * 300).ToArray(), []);
        for (var run = 0; run < runs.Count; run++) AddRun(builder, run);
        Timetable = builder.Build(runs.Count, Branches.Of(Hubs, lines, runs.ConvertAll(run => run.Line)));
    }

    internal Timetable Timetable { get; }

    /// <summary>Within the ring, within a branch, out of one, into one or from one to another.</summary>
    internal (int From, int To, int Ready, int By) Shipment()
    {
        var from = random.Next(Hubs);
        var to = (from + random.Next(1, Hubs)) % Hubs;
        return (from, to, random.Next(2 * 86_400), int.MaxValue);
    }

    private void AddRun(TimetableBuilder builder, int run)
    {
        var (calls, at) = (lines[runs[run].Line], runs[run].Start);
        for (var call = 0; call + 1 < calls.Length; call++)
        {
            var arrival = at + (random.Next(1, 12) * 300);
            builder.Add(new Connection(at, arrival, calls[call], calls[call + 1], run, call));
            at = arrival + (random.Next(2) * 300);
        }
    }
}
