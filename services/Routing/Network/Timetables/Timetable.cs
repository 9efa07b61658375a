namespace Logistics.Routing.Network.Timetables;

/// <summary>
/// What the scans see: hubs, runs and connections by number, times in seconds after a base that whoever built it knows. Immutable;
/// a delay makes a new one that shares every page it does not touch.
/// </summary>
internal sealed class Timetable
{
    private readonly TimetablePage[] pages;
    private readonly int[] firstOfPage;

    internal Timetable(int[] changeSeconds, int runCount, Footpaths leaving, Footpaths reaching, Branches branches, TimetablePage[] pages)
    {
        ChangeSeconds = changeSeconds;
        RunCount = runCount;
        Leaving = leaving;
        Reaching = reaching;
        Branches = branches;
        OnFoot = Enumerable.Range(0, HubCount).Select(hub => leaving.Any(hub) || reaching.Any(hub)).ToArray();
        this.pages = pages;
        firstOfPage = FirstOf(pages);
        Parts = new Parts(this);
    }

    private Timetable(Timetable before, TimetablePage[] pages)
    {
        (ChangeSeconds, RunCount, Leaving, Reaching, Branches, OnFoot) =
            (before.ChangeSeconds, before.RunCount, before.Leaving, before.Reaching, before.Branches, before.OnFoot);
        this.pages = pages;
        firstOfPage = FirstOf(pages);
        Parts = new Parts(this, before.Parts);
    }

    internal int HubCount => ChangeSeconds.Length;

    internal int RunCount { get; }

    /// <summary>By hub: at least so long between an arriving and a departing run; staying on board needs none.</summary>
    internal int[] ChangeSeconds { get; }

    internal Footpaths Leaving { get; }

    internal Footpaths Reaching { get; }

    /// <summary>What a scan need not look at. A patch changes none: its runs stay on their lines.</summary>
    internal Branches Branches { get; }

    /// <summary>The same connections, apart by branch.</summary>
    internal Parts Parts { get; }

    /// <summary>By hub: whether a footpath leaves or reaches it.</summary>
    internal bool[] OnFoot { get; }

    internal ReadOnlySpan<TimetablePage> Pages => pages;

    internal int ConnectionCount => firstOfPage[^1];

    /// <summary>Connections have numbers in order of departure, valid within this timetable.</summary>
    internal int NumberOf(int page, int index) => firstOfPage[page] + index;

    internal Connection this[int number]
    {
        get
        {
            var (page, index) = PlaceOf(number);
            return pages[page][index];
        }
    }

    internal (int Page, int Index) PlaceOf(int number)
    {
        var page = Array.BinarySearch(firstOfPage, number);
        if (page < 0) page = ~page - 1;
        // An empty page begins where the next one does.
        while (pages[page].Count == 0) page++;
        return (page, number - firstOfPage[page]);
    }

    internal bool Leaves(int hub) => Array.Exists(pages, page => Array.IndexOf(page.From, hub) >= 0);

    internal bool Reaches(int hub) => Array.Exists(pages, page => Array.IndexOf(page.To, hub) >= 0);

    /// <summary>The runs that go from the one straight to the other.</summary>
    internal IReadOnlySet<int> RunsBetween(int from, int to)
    {
        var runs = new HashSet<int>();
        foreach (var page in pages)
        {
            for (var i = 0; i < page.Count; i++)
            {
                if (page.From[i] == from && page.To[i] == to) runs.Add(page.Run[i]);
            }
        }

        return runs;
    }

    /// <summary>The same with other connections of some runs.</summary>
    /// <param name="gone">All that those runs had.</param>
    internal Timetable With(IReadOnlyCollection<Connection> gone, IReadOnlyCollection<Connection> come)
    {
        var touched = gone.Concat(come).Select(PageOf).ToHashSet();
        if (touched.Count == 0) return this;
        var patched = new TimetablePage[Math.Max(pages.Length, touched.Max() + 1)];
        pages.CopyTo(patched, 0);
        Array.Fill(patched, TimetablePage.Empty, pages.Length, patched.Length - pages.Length);
        var runs = gone.Select(c => c.Run).ToHashSet();
        foreach (var page in touched) patched[page] = patched[page].With(runs, come.Where(c => PageOf(c) == page).ToArray());
        return new Timetable(this, patched);
    }

    /// <summary>With more hubs, where one changes at once, and more runs. For networks without footpaths.</summary>
    internal Timetable WithMore(int hubs, int runs, IReadOnlyCollection<Connection> come)
    {
        var byPage = come.ToLookup(PageOf);
        var most = byPage.Select(page => page.Key + 1).Append(pages.Length).Max();
        var more = new TimetablePage[most];
        for (var page = 0; page < most; page++)
        {
            var before = page < pages.Length ? pages[page] : TimetablePage.Empty;
            more[page] = byPage.Contains(page) ? before.With([], byPage[page].ToArray()) : before;
        }

        return new Timetable(
            [.. ChangeSeconds, .. new int[hubs]], RunCount + runs, Footpaths.Leaving(HubCount + hubs, []), Footpaths.Reaching(HubCount + hubs, []),
            Branches.With(hubs, runs, come.SelectMany(connection => new[] { connection.From, connection.To }).Distinct()), more);
    }

    internal static int PageOf(Connection c) => c.Departure >> TimetablePage.Shift;

    private static int[] FirstOf(TimetablePage[] pages)
    {
        var first = new int[pages.Length + 1];
        for (var page = 0; page < pages.Length; page++) first[page + 1] = first[page] + pages[page].Count;
        return first;
    }
}
