namespace Logistics.Routing.Network.Timetables;

/// <summary>
/// Parts of a network that hang on the rest by a single hub, as a region's tours do. Who neither begins nor ends in one has nothing to
/// find there: what leaves the hub that it hangs on comes back to it later. All lines that call in a branch stay within it and that
/// hub, so this holds under every constraint. Number 0 is what is no branch.
/// </summary>
internal sealed class Branches
{
    /// <summary>The mark of a run that a scan has no use for; anything else is the scan's own.</summary>
    internal const byte Shut = byte.MaxValue;

    private readonly int[] ofHub;
    private readonly int[] ofRun;
    private readonly int[] gates;
    private readonly byte[] marks;
    private readonly int[][] runs;

    private Branches(int[] ofHub, int[] ofRun, int[] gates)
    {
        (this.ofHub, this.ofRun, this.gates) = (ofHub, ofRun, gates);
        marks = Array.ConvertAll(ofRun, branch => branch == 0 ? (byte)0 : Shut);
        var lists = new List<int>[gates.Length];
        for (var branch = 0; branch < lists.Length; branch++) lists[branch] = [];
        for (var run = 0; run < ofRun.Length; run++)
        {
            if (ofRun[run] != 0) lists[ofRun[run]].Add(run);
        }

        runs = Array.ConvertAll(lists, list => list.ToArray());
    }

    internal static Branches None(int hubs, int runs) => new(new int[hubs], new int[runs], [-1]);

    /// <param name="lines">By line: all hubs that its runs ever call at.</param>
    /// <param name="lineOf">By run.</param>
    internal static Branches Of(int hubs, IReadOnlyList<int[]> lines, IReadOnlyList<int> lineOf)
    {
        var found = new BranchSearch(hubs, lines).Find();
        var gates = new int[found.Prepend(0).Max() + 1];
        Array.Fill(gates, -1);
        for (var line = 0; line < lines.Count; line++)
        {
            if (found[hubs + line] is > 0 and var branch && Array.FindIndex(lines[line], hub => found[hub] != branch) is >= 0 and var at) gates[branch] = lines[line][at];
        }

        return new Branches(found[..hubs], lineOf.Select(line => found[hubs + line]).ToArray(), gates);
    }

    /// <summary>With more hubs and runs that are in no branch, and without the branches of hubs where such a run calls.</summary>
    internal Branches With(int moreHubs, int moreRuns, IEnumerable<int> calledAt)
    {
        var opened = calledAt.Where(hub => hub < ofHub.Length).Select(hub => ofHub[hub]).ToHashSet();
        return new Branches(
            [.. ofHub.Select(branch => opened.Contains(branch) ? 0 : branch), .. new int[moreHubs]],
            [.. ofRun.Select(branch => opened.Contains(branch) ? 0 : branch), .. new int[moreRuns]], gates);
    }

    /// <summary>One more than the highest number.</summary>
    internal int Count => gates.Length;

    /// <summary>The hub that it hangs on, which is in none.</summary>
    internal int GateOf(int branch) => gates[branch];

    internal int OfHub(int hub) => ofHub[hub];

    internal int OfRun(int run) => ofRun[run];

    internal ReadOnlySpan<int> Runs(int branch) => runs[branch];

    /// <summary>Marks 0 what a scan between the two may need, and <see cref="Shut"/> what not; with a hub of -1 all may be needed.</summary>
    internal void Mark(byte[] byRun, int from, int to)
    {
        if (from < 0 || to < 0 || runs.Length == 1)
        {
            Array.Clear(byRun, 0, marks.Length);
            return;
        }

        Array.Copy(marks, byRun, marks.Length);
        foreach (var run in runs[ofHub[from]]) byRun[run] = 0;
        foreach (var run in runs[ofHub[to]]) byRun[run] = 0;
    }
}
