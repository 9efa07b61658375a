namespace Logistics.Routing.Etas.Learning;

/// <summary>Rows of numbers in columns, each number replaced by its bin: a tree then compares bytes and counts 64 of them.</summary>
internal sealed class BinnedColumns
{
    internal const int Bins = 64;

    /// <summary>The bin of NaN.</summary>
    internal const byte Missing = Bins - 1;

    private readonly double[][] cuts;
    private readonly byte[][] bins;

    internal BinnedColumns(IReadOnlyList<double[]> rows)
    {
        Rows = rows.Count;
        cuts = Enumerable.Range(0, rows[0].Length).Select(column => CutsOf(rows, column)).ToArray();
        bins = cuts.Select((ends, column) => rows.Select(row => BinOf(row[column], ends)).ToArray()).ToArray();
    }

    internal int Rows { get; }

    internal int Count => bins.Length;

    internal ReadOnlySpan<byte> this[int column] => bins[column];

    /// <summary>So many cuts, so many bins of numbers and one above the last.</summary>
    internal int CutsIn(int column) => cuts[column].Length;

    /// <summary>The greatest number of a bin.</summary>
    internal double Cut(int column, int bin) => cuts[column][bin];

    private static double[] CutsOf(IReadOnlyList<double[]> rows, int column)
    {
        var sorted = rows.Select(row => row[column]).Where(value => !double.IsNaN(value)).Order().ToArray();
        if (sorted.Length == 0) return [];
        return Enumerable.Range(1, Bins - 2)
            .Select(i => sorted[(int)((long)i * (sorted.Length - 1) / (Bins - 1))])
            .Distinct()
            .ToArray();
    }

    private static byte BinOf(double value, double[] ends)
    {
        if (double.IsNaN(value)) return Missing;
        var at = Array.BinarySearch(ends, value);
        return (byte)(at >= 0 ? at : ~at);
    }
}
