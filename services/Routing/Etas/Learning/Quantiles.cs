namespace Logistics.Routing.Etas.Learning;

internal static class Quantiles
{
    /// <summary>The least value below or at which the share of the weight lies; 0 of nothing.</summary>
    internal static double Weighted(List<(double Value, double Weight)> values, double share)
    {
        if (values.Count == 0) return 0;
        values.Sort((a, b) => a.Value.CompareTo(b.Value));
        var wanted = share * values.Sum(it => it.Weight);
        var below = 0.0;
        foreach (var (value, weight) in values)
        {
            below += weight;
            if (below >= wanted) return value;
        }

        return values[^1].Value;
    }
}
