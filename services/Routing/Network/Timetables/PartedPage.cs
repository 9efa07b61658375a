namespace Logistics.Routing.Network.Timetables;

/// <summary>A page in order of part, and of departure within each: who scans one part passes over nothing of the others.</summary>
internal sealed class PartedPage
{
    private readonly int[] ends;

    private PartedPage(TimetablePage source, TimetablePage page, int[] ends) => (Source, Page, this.ends) = (source, page, ends);

    /// <summary>The same in order of departure.</summary>
    internal TimetablePage Source { get; }

    internal TimetablePage Page { get; }

    internal static PartedPage Of(TimetablePage source, Branches branches)
    {
        var ends = new int[branches.Count];
        foreach (var run in source.Run) ends[branches.OfRun(run)]++;
        var before = 0;
        for (var part = 0; part < ends.Length; part++) (ends[part], before) = (before, before + ends[part]);

        var order = new int[source.Count];
        for (var i = 0; i < order.Length; i++) order[ends[branches.OfRun(source.Run[i])]++] = i;
        return new PartedPage(source, source.InOrder(order), ends);
    }

    /// <param name="part">A branch, or 0 for what is in none.</param>
    internal int First(int part) => part == 0 ? 0 : ends[part - 1];

    internal int End(int part) => ends[part];

    /// <summary>The first of the part that leaves then or later, or its end.</summary>
    internal int FirstFrom(int part, int departure)
    {
        var (low, high) = (First(part), End(part));
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Page.Departure[middle] < departure) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
