namespace Logistics.Routing.Network.Timetables;

/// <summary>
/// The connections that leave within <see cref="Seconds"/> of each other, in order of departure, an array for each thing the scan
/// asks: what it passes over costs it three of the six. Never changed; a patch replaces the page.
/// </summary>
internal sealed class TimetablePage
{
    internal const int Shift = 12;

    /// <summary>A little over an hour: a delay rewrites few connections, and a scan changes pages a few dozen times.</summary>
    internal const int Seconds = 1 << Shift;

    internal static readonly TimetablePage Empty = new(0);

    private TimetablePage(int count)
    {
        Departure = new int[count];
        Arrival = new int[count];
        From = new int[count];
        To = new int[count];
        Run = new int[count];
        Call = new int[count];
    }

    internal int[] Departure { get; }

    internal int[] Arrival { get; }

    internal int[] From { get; }

    internal int[] To { get; }

    internal int[] Run { get; }

    internal int[] Call { get; }

    internal int Count => Departure.Length;

    internal Connection this[int index] => new(Departure[index], Arrival[index], From[index], To[index], Run[index], Call[index]);

    internal int FirstFrom(int departure)
    {
        var found = Array.BinarySearch(Departure, departure);
        if (found < 0) return ~found;
        while (found > 0 && Departure[found - 1] == departure) found--;
        return found;
    }

    /// <param name="connections">Sorted here; afterwards in the page's order.</param>
    internal static TimetablePage Of(Span<Connection> connections)
    {
        connections.Sort(Order);
        var page = new TimetablePage(connections.Length);
        for (var i = 0; i < connections.Length; i++) page.Set(i, connections[i]);
        return page;
    }

    internal TimetablePage InOrder(int[] order)
    {
        var page = new TimetablePage(order.Length);
        for (var i = 0; i < order.Length; i++) page.Set(i, this[order[i]]);
        return page;
    }

    /// <summary>One pass instead of sorting anew: everybody else's connections are in order already.</summary>
    internal TimetablePage With(HashSet<int> runsGone, Connection[] come)
    {
        come.AsSpan().Sort(Order);
        // Nearly always it is one run.
        var (only, none) = (runsGone.Count == 1 ? runsGone.First() : -1, runsGone.Count == 0);
        var kept = 0;
        foreach (var run in Run) kept += Gone(run) ? 0 : 1;
        var page = new TimetablePage(kept + come.Length);
        var (at, next) = (0, 0);
        for (var i = 0; i < Count; i++)
        {
            if (Gone(Run[i])) continue;
            while (next < come.Length && come[next].Departure <= Departure[i] && Order(come[next], this[i]) < 0) page.Set(at++, come[next++]);
            page.Set(at++, this[i]);
        }

        while (next < come.Length) page.Set(at++, come[next++]);
        return page;

        bool Gone(int run) => !none && (only >= 0 ? run == only : runsGone.Contains(run));
    }

    private void Set(int index, Connection c) =>
        (Departure[index], Arrival[index], From[index], To[index], Run[index], Call[index]) =
            (c.Departure, c.Arrival, c.From, c.To, c.Run, c.Call);

    // What takes no time comes first within its second: the rest of that second may build on it. Several such of different runs, with
    // a change between them that takes no time either, are the one thing that a single pass may miss.
    private static int Order(Connection a, Connection b)
    {
        var by = a.Departure.CompareTo(b.Departure);
        if (by == 0) by = (a.Arrival > a.Departure).CompareTo(b.Arrival > b.Departure);
        if (by == 0) by = a.Run.CompareTo(b.Run);
        return by != 0 ? by : a.Call.CompareTo(b.Call);
    }
}
