namespace Logistics.Routing.Etas.Learning;

/// <summary>A running weighted mean that leans on its parent's while it has seen little.</summary>
internal readonly record struct Tally(double Sum, double Weight)
{
    internal Tally With(double value, double weight) => new(Sum + (value * weight), Weight + weight);

    internal Tally Without(double value, double weight) => new(Sum - (value * weight), Math.Max(0, Weight - weight));

    /// <param name="strength">How many observations the parent counts for.</param>
    internal double Shrunk(double strength, double parent) => (Sum + (strength * parent)) / (Weight + strength);
}

internal static class Tallies
{
    internal static void Add<TKey>(this Dictionary<TKey, Tally> tallies, TKey key, double value, double weight)
        where TKey : notnull => tallies[key] = tallies.GetValueOrDefault(key).With(value, weight);
}
