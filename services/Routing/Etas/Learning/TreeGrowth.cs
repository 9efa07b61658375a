namespace Logistics.Routing.Etas.Learning;

/// <summary>Grows one tree, always at the leaf that gains most; leaves answer the weighted median of what is left unexplained.</summary>
internal sealed class TreeGrowth(
    BinnedColumns data, double[] residuals, double[] gradients, double[] weights, IReadOnlyList<int> columns, BoostSettings settings)
{
    internal Tree Grow(int[] rows)
    {
        var root = Node(rows);
        var open = new PriorityQueue<Growing, double>();
        Offer(open, root);
        for (var leaves = 1; leaves < settings.Leaves && open.TryDequeue(out var node, out _); leaves++)
        {
            var bins = data[node.Split.Column].ToArray();
            node.Low = Node(Array.FindAll(node.Rows, row => node.Split.TakesLow(bins[row])));
            node.High = Node(Array.FindAll(node.Rows, row => !node.Split.TakesLow(bins[row])));
            Offer(open, node.Low);
            Offer(open, node.High);
        }

        return Finished(root);
    }

    private static void Offer(PriorityQueue<Growing, double> open, Growing node)
    {
        if (node.Split.Column >= 0) open.Enqueue(node, -node.Split.Gain);
    }

    private Growing Node(int[] rows) => new(rows, Split.Best(data, rows, columns, gradients, weights, settings));

    private Tree Finished(Growing node) => node is { Low: { } low, High: { } high }
        ? new Tree.Inner(
            node.Split.Column, data.Cut(node.Split.Column, node.Split.Bin), node.Split.MissingLow, Finished(low), Finished(high))
        : new Tree.Leaf(settings.Rate * Median(node.Rows));

    private double Median(int[] rows)
    {
        var values = new List<(double, double)>(rows.Length + 1) { (0, settings.Ridge) };
        foreach (var row in rows) values.Add((residuals[row], weights[row]));
        return Quantiles.Weighted(values, 0.5);
    }

    private sealed class Growing(int[] rows, Split split)
    {
        internal int[] Rows => rows;

        internal Split Split => split;

        internal Growing? Low { get; set; }

        internal Growing? High { get; set; }
    }
}
