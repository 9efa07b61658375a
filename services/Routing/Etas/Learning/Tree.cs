namespace Logistics.Routing.Etas.Learning;

/// <summary>A regression tree: inner nodes ask for one column, leaves answer what to add.</summary>
internal abstract record Tree
{
    internal double Answer(double[] row)
    {
        var node = this;
        while (node is Inner inner) node = inner.Takes(row[inner.Column]) ? inner.Low : inner.High;
        return ((Leaf)node).Value;
    }

    internal sealed record Leaf(double Value) : Tree;

    /// <param name="MissingLow">Where NaN goes.</param>
    internal sealed record Inner(int Column, double Greatest, bool MissingLow, Tree Low, Tree High) : Tree
    {
        internal bool Takes(double value) => double.IsNaN(value) ? MissingLow : value <= Greatest;
    }
}
