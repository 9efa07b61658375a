namespace Logistics.Routing.Network.Timetables;

/// <param name="Seconds">From the arrival at the one to being ready at the other, the change included.</param>
internal readonly record struct Footpath(int From, int To, int Seconds);

/// <summary>
/// Ways between hubs that need no vehicle's timetable: one hop each, never chained, so they need not be closed transitively.
/// Two for the same pair: the shorter counts.
/// </summary>
internal sealed class Footpaths
{
    private readonly int[] first;
    private readonly int[] hubs;
    private readonly int[] seconds;

    private Footpaths(int hubCount, IEnumerable<(int At, int Other, int Seconds)> paths)
    {
        var sorted = paths.GroupBy(path => (path.At, path.Other)).Select(same => same.MinBy(path => path.Seconds)).OrderBy(path => path.At).ToList();
        first = new int[hubCount + 1];
        foreach (var path in sorted) first[path.At + 1]++;
        for (var hub = 0; hub < hubCount; hub++) first[hub + 1] += first[hub];
        hubs = sorted.Select(path => path.Other).ToArray();
        seconds = sorted.Select(path => path.Seconds).ToArray();
    }

    internal int Count => hubs.Length;

    internal static Footpaths Leaving(int hubCount, IReadOnlyCollection<Footpath> paths) =>
        new(hubCount, paths.Select(path => (path.From, path.To, path.Seconds)));

    internal static Footpaths Reaching(int hubCount, IReadOnlyCollection<Footpath> paths) =>
        new(hubCount, paths.Select(path => (path.To, path.From, path.Seconds)));

    internal bool Any(int hub) => first[hub] < first[hub + 1];

    internal ReadOnlySpan<int> Hubs(int hub) => hubs.AsSpan(first[hub], first[hub + 1] - first[hub]);

    internal ReadOnlySpan<int> SecondsOf(int hub) => seconds.AsSpan(first[hub], first[hub + 1] - first[hub]);
}
