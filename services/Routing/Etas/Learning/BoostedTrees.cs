namespace Logistics.Routing.Etas.Learning;

/// <param name="Rate">How much of what a tree finds is believed.</param>
/// <param name="LeastRows">In a leaf.</param>
/// <param name="RowShare">Of the rows that a tree sees.</param>
/// <param name="ColumnShare">Of the columns that a tree may ask.</param>
/// <param name="MinutesPower">A row's weight is its minutes to this power: 1 minimises minutes, 0 per cents.</param>
/// <param name="Ridge">Weight of the belief that nothing is left to explain.</param>
/// <param name="Bags">Ensembles that are averaged.</param>
internal sealed record BoostSettings(
    int Trees, int Leaves, double Rate, int LeastRows, double RowShare, double ColumnShare, double MinutesPower, double Ridge, int Bags)
{
    internal static readonly BoostSettings Default = new(200, 32, 0.05, 10, 0.7, 0.5, 0.7, 20, 5);
}

/// <summary>
/// Gradient boosting of regression trees for the least absolute error (Friedman 2001): the same rows and settings give the same
/// trees, on every machine.
/// </summary>
internal sealed class BoostedTrees
{
    private readonly IReadOnlyList<Tree> trees;
    private readonly int bags;

    private BoostedTrees(IReadOnlyList<Tree> trees, int bags) => (this.trees, this.bags) = (trees, bags);

    internal static BoostedTrees None { get; } = new([], 1);

    /// <param name="starts">What is known without trees, as logarithms of minutes.</param>
    /// <param name="targets">Logarithms of the minutes that it took.</param>
    internal static BoostedTrees Fit(IReadOnlyList<double[]> rows, double[] starts, double[] targets, BoostSettings settings)
    {
        var data = new BinnedColumns(rows);
        var trees = Enumerable.Range(1, settings.Bags).SelectMany(seed => Bag(data, rows, starts, targets, settings, new Random(seed)));
        return new BoostedTrees(trees.ToList(), settings.Bags);
    }

    /// <summary>What to add to the start.</summary>
    internal double Answer(double[] row)
    {
        var sum = 0.0;
        foreach (var tree in trees) sum += tree.Answer(row);
        return sum / bags;
    }

    private static List<Tree> Bag(
        BinnedColumns data, IReadOnlyList<double[]> rows, double[] starts, double[] targets, BoostSettings settings, Random random)
    {
        // What is wrong with all of them is no tree's to find: with one sign everywhere there is nothing to split by.
        var shift = Quantiles.Weighted(starts.Select((start, row) => (targets[row] - start, Math.Exp(settings.MinutesPower * start))).ToList(), 0.5);
        var trees = new List<Tree> { new Tree.Leaf(shift) };
        var sofar = Array.ConvertAll(starts, start => start + shift);
        var (residuals, gradients, weights) = (new double[data.Rows], new double[data.Rows], new double[data.Rows]);
        for (var i = 0; i < settings.Trees; i++)
        {
            for (var row = 0; row < data.Rows; row++)
            {
                residuals[row] = targets[row] - sofar[row];
                weights[row] = Math.Exp(settings.MinutesPower * sofar[row]);
                gradients[row] = Math.Sign(residuals[row]) * weights[row];
            }

            var tree = new TreeGrowth(data, residuals, gradients, weights, Some(data.Count, settings.ColumnShare, random), settings)
                .Grow(Some(data.Rows, settings.RowShare, random));
            trees.Add(tree);
            for (var row = 0; row < data.Rows; row++) sofar[row] += tree.Answer(rows[row]);
        }

        return trees;
    }

    private static int[] Some(int count, double share, Random random) =>
        Enumerable.Range(0, count).Where(_ => random.NextDouble() < share).ToArray();
}
