namespace Logistics.Routing.Network.Timetables;

/// <summary>
/// Finds hubs whose loss would cut something off: one depth-first search over hubs and lines (Hopcroft and Tarjan's low points), from
/// the hub with the most lines. What hangs below such a hub is a branch, unless it is the larger half.
/// </summary>
internal sealed class BranchSearch
{
    private const int Unseen = -1;
    private readonly int hubs;
    private readonly IReadOnlyList<int[]> lines;
    private readonly List<int>[] linesAt;
    private readonly int[] seen;
    private readonly int[] low;
    private readonly int[] parent;
    private readonly int[] size;
    private readonly List<int> order = [];

    internal BranchSearch(int hubs, IReadOnlyList<int[]> lines)
    {
        (this.hubs, this.lines) = (hubs, lines);
        linesAt = new List<int>[hubs];
        for (var hub = 0; hub < hubs; hub++) linesAt[hub] = [];
        for (var line = 0; line < lines.Count; line++)
        {
            foreach (var hub in lines[line]) linesAt[hub].Add(hubs + line);
        }

        var nodes = hubs + lines.Count;
        (seen, low, parent, size) = (new int[nodes], new int[nodes], new int[nodes], new int[nodes]);
        Array.Fill(seen, Unseen);
    }

    /// <summary>By hub, then by line.</summary>
    internal int[] Find()
    {
        foreach (var hub in Enumerable.Range(0, hubs).OrderByDescending(hub => linesAt[hub].Count))
        {
            if (seen[hub] == Unseen) Search(hub);
        }

        var branches = new int[seen.Length];
        var count = 0;
        foreach (var node in order)
        {
            var above = parent[node];
            if (above < 0) continue;
            if (branches[above] != 0) branches[node] = branches[above];
            else if (node >= hubs && low[node] >= seen[above] && 2 * size[node] < order.Count) branches[node] = ++count;
        }

        return branches;
    }

    private void Search(int root)
    {
        var first = order.Count;
        var path = new Stack<(int Node, int Next)>();
        Enter(root, -1, path);
        while (path.TryPop(out var at))
        {
            var others = OthersOf(at.Node);
            if (at.Next == others.Count) continue;
            path.Push((at.Node, at.Next + 1));
            var other = others[at.Next];
            if (seen[other] == Unseen) Enter(other, at.Node, path);
            else if (other != parent[at.Node]) low[at.Node] = Math.Min(low[at.Node], seen[other]);
        }

        for (var i = order.Count - 1; i > first; i--)
        {
            var (node, above) = (order[i], parent[order[i]]);
            low[above] = Math.Min(low[above], low[node]);
            size[above] += size[node];
        }
    }

    private void Enter(int node, int from, Stack<(int Node, int Next)> path)
    {
        (seen[node], low[node], parent[node], size[node]) = (order.Count, order.Count, from, 1);
        order.Add(node);
        path.Push((node, 0));
    }

    private IReadOnlyList<int> OthersOf(int node) => node < hubs ? linesAt[node] : lines[node - hubs];
}
