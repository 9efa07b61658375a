using Logistics.Tags.Condition;
using NodaTime;

namespace Logistics.Tags.Tests.Condition;

/// <summary>Slow and obvious: the spells of a set of values.</summary>
internal static class ExcursionOracle
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 20, 6, 0);

    /// <summary>Around the limits: within, trembling, far outside, at the limit itself; some at one instant.</summary>
    internal static List<Measurement> Values(ConditionLimits limits, Random random)
    {
        var (low, high) = (limits.Min ?? limits.Max!.Value - 10, limits.Max ?? limits.Min!.Value + 10);
        var at = Start;
        return [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ =>
        {
            at += Duration.FromMinutes(random.Next(5) == 0 ? 0 : random.Next(1, 12));
            return new Measurement(at, 60, random.Next(6) switch
            {
                0 => low,
                1 => high,
                2 => Math.Round(low - random.NextDouble(), 2),
                3 => Math.Round(high + (random.NextDouble() * 20), 2),
                _ => Math.Round(low - 1 + (random.NextDouble() * (high - low + 2)), 2),
            });
        })];
    }

    /// <summary>Looks at all values at once: from each first value outside to the next one that is clearly back.</summary>
    internal static List<Spell> Spells(ConditionLimits limits, List<Measurement> values)
    {
        var (ordered, back) = (values.Distinct().Order().ToList(), Trembling(limits));
        var spells = new List<Spell>();
        for (var i = 0; i < ordered.Count; i++)
        {
            if (Beyond(limits, ordered[i].Value) <= 0) continue;
            var end = ordered.FindIndex(i, v => Beyond(limits, v.Value) <= -back);
            var outside = ordered.GetRange(i, (end < 0 ? ordered.Count : end) - i);
            var lasted = outside[^1].At - outside[0].At;
            var peak = outside.First(v => Beyond(limits, v.Value) == outside.Max(o => Beyond(limits, o.Value))).Value;
            spells.Add(new(outside[0], end < 0 ? null : ordered[end], peak, limits.AllowedMinutes == 0 || lasted > Duration.FromMinutes(limits.AllowedMinutes)));
            if (end < 0) break;
            i = end;
        }

        return spells;
    }

    /// <summary>How far outside; negative within.</summary>
    private static double Beyond(ConditionLimits limits, double value)
        => Math.Max(limits.Min - value ?? double.NegativeInfinity, value - limits.Max ?? double.NegativeInfinity);

    /// <summary>Half a degree, two per cent, half a g, five lux; a quarter of a narrow band or of a small limit.</summary>
    private static double Trembling(ConditionLimits limits)
    {
        var most = limits.Kind switch { "humidity" => 2, "light" => 5, _ => 0.5 };
        return Math.Min(most, limits is { Min: { } min, Max: { } max } ? (max - min) / 4 : Math.Abs(limits.Min ?? limits.Max!.Value) / 4);
    }
}
