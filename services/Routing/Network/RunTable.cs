namespace Logistics.Routing.Network;

/// <summary>The runs of a snapshot by number. Immutable; a change copies one page of a few hundred and shares the others.</summary>
internal sealed class RunTable
{
    private const int Shift = 8;
    private readonly SnapshotRun[][] pages;

    internal RunTable(IReadOnlyCollection<SnapshotRun> runs)
    {
        pages = runs.Chunk(1 << Shift).ToArray();
        Count = runs.Count;
    }

    private RunTable(SnapshotRun[][] pages, int count) => (this.pages, Count) = (pages, count);

    internal int Count { get; }

    internal SnapshotRun this[int run] => pages[run >> Shift][run & ((1 << Shift) - 1)];

    internal RunTable With(int run, SnapshotRun changed)
    {
        var copy = (SnapshotRun[][])pages.Clone();
        var page = copy[run >> Shift] = (SnapshotRun[])copy[run >> Shift].Clone();
        page[run & ((1 << Shift) - 1)] = changed;
        return new RunTable(copy, Count);
    }
}
