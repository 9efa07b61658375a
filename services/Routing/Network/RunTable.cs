namespace Logistics.Routing.Network;

/// <summary>
/// The runs of a snapshot by number. Immutable; a change copies the pages of a few hundred that it concerns and shares the others. What every section
/// is asked lies flat beside: the run's service, and whether anything is reserved on it.
/// </summary>
internal sealed class RunTable
{
    private const int Shift = 8;
    private readonly SnapshotRun[][] pages;
    private readonly int[] serviceOf;
    private readonly bool[] loaded;

    /// <param name="serviceOf">By run: its service's index.</param>
    internal RunTable(IReadOnlyCollection<SnapshotRun> runs, int[] serviceOf, SnapshotService[] services)
    {
        pages = runs.Chunk(1 << Shift).ToArray();
        (this.serviceOf, Services) = (serviceOf, services);
        loaded = runs.Select(run => run.Loads is not null).ToArray();
    }

    private RunTable(SnapshotRun[][] pages, int[] serviceOf, SnapshotService[] services, bool[] loaded) =>
        (this.pages, this.serviceOf, Services, this.loaded) = (pages, serviceOf, services, loaded);

    internal int Count => serviceOf.Length;

    internal SnapshotService[] Services { get; }

    internal SnapshotRun this[int run] => pages[run >> Shift][run & ((1 << Shift) - 1)];

    internal int ServiceOf(int run) => serviceOf[run];

    /// <summary>Whether anything is reserved on it.</summary>
    internal bool IsLoaded(int run) => loaded[run];

    /// <summary>With more runs after these, and the services they are of.</summary>
    internal RunTable WithMore(IReadOnlyCollection<(SnapshotRun Run, int Service)> more, IReadOnlyCollection<SnapshotService> services)
    {
        var full = Count >> Shift;
        var last = full < pages.Length ? pages[full] : [];
        return new RunTable(
            [.. pages.AsSpan(0, full), .. last.Concat(more.Select(of => of.Run)).Chunk(1 << Shift)],
            [.. serviceOf, .. more.Select(of => Services.Length + of.Service)], [.. Services, .. services],
            [.. loaded, .. more.Select(of => of.Run.Loads is not null)]);
    }

    internal RunTable With(IReadOnlyCollection<(int Run, SnapshotRun State)> changed)
    {
        var copy = (SnapshotRun[][])pages.Clone();
        foreach (var page in changed.Select(of => of.Run >> Shift).Distinct()) copy[page] = (SnapshotRun[])copy[page].Clone();
        foreach (var (run, state) in changed) copy[run >> Shift][run & ((1 << Shift) - 1)] = state;

        var flags = loaded;
        if (changed.Any(of => loaded[of.Run] != of.State.Loads is not null))
        {
            flags = (bool[])loaded.Clone();
            foreach (var (run, state) in changed) flags[run] = state.Loads is not null;
        }

        return new RunTable(copy, serviceOf, Services, flags);
    }
}
