namespace Logistics.Routing.Etas.Learning;

/// <summary>The best way to cut a set of rows in two by one column, by how far it parts the gradients.</summary>
internal readonly record struct Split(double Gain, int Column, int Bin, bool MissingLow)
{
    internal static readonly Split None = new(0, -1, 0, false);

    internal bool TakesLow(byte bin) => bin == BinnedColumns.Missing ? MissingLow : bin <= Bin;

    internal static Split Best(BinnedColumns data, ReadOnlySpan<int> rows, IEnumerable<int> columns, double[] gradients, double[] weights, BoostSettings settings)
    {
        var best = None;
        Span<Sum> sums = stackalloc Sum[BinnedColumns.Bins];
        foreach (var column in columns)
        {
            sums.Clear();
            var bins = data[column];
            foreach (var row in rows) sums[bins[row]] = sums[bins[row]].Plus(new Sum(gradients[row], weights[row], 1));
            best = BestOf(best, sums, column, data.CutsIn(column), settings);
        }

        return best;
    }

    private static Split BestOf(Split best, ReadOnlySpan<Sum> sums, int column, int cuts, BoostSettings settings)
    {
        var all = default(Sum);
        foreach (var sum in sums) all = all.Plus(sum);
        var missing = sums[BinnedColumns.Missing];
        foreach (var missingLow in missing.Rows > 0 ? [false, true] : new[] { false })
        {
            var low = missingLow ? missing : default;
            for (var bin = 0; bin < cuts; bin++)
            {
                low = low.Plus(sums[bin]);
                var high = all.Minus(low);
                if (low.Rows < settings.LeastRows || high.Rows < settings.LeastRows) continue;
                var gain = low.Score(settings.Ridge) + high.Score(settings.Ridge) - all.Score(settings.Ridge);
                if (gain > best.Gain) best = new Split(gain, column, bin, missingLow);
            }
        }

        return best;
    }

    private readonly record struct Sum(double Gradient, double Weight, int Rows)
    {
        internal Sum Plus(Sum other) => new(Gradient + other.Gradient, Weight + other.Weight, Rows + other.Rows);

        internal Sum Minus(Sum other) => new(Gradient - other.Gradient, Weight - other.Weight, Rows - other.Rows);

        internal double Score(double ridge) => Gradient * Gradient / (Weight + ridge);
    }
}
