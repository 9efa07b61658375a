namespace Logistics.Tags.Tests;

internal static class Cutting
{
    /// <summary>In any order or as they are, into batches that may overlap.</summary>
    internal static IEnumerable<T[]> Cut<T>(this IReadOnlyList<T> reads, Random random, int most)
    {
        T[] order = random.Next(2) == 0 ? [.. reads] : [.. reads.OrderBy(_ => random.Next())];
        for (var at = 0; at < order.Length;)
        {
            var size = random.Next(1, most);
            yield return order[Math.Max(0, at - random.Next(4))..Math.Min(order.Length, at + size)];
            at += size;
        }
    }
}
