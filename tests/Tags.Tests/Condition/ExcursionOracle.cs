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
    internal static List<Spell> Spells(ConditionLimits limits, List<Measurement> values) => [.. Spells([(Instant.MinValue, limits)], values).Select(s => s.Spell)];

    /// <summary>The same where other limits count from some instants on, each until the next.</summary>
    /// <param name="terms">In their order; without limits: nobody watches.</param>
    /// <returns>Each with its end: back within, or watched no longer.</returns>
    internal static List<(Spell Spell, Instant? Over)> Spells(IReadOnlyList<(Instant From, ConditionLimits? Limits)> terms, List<Measurement> values)
    {
        var ordered = values.Distinct().Order().ToList();
        var spells = new List<(Spell, Instant?)>();
        for (var i = 0; i < ordered.Count; i++)
        {
            var first = ordered[i];
            if (!(Beyond(first) > 0)) continue;
            var over = terms.Where(t => t.Limits is null && t.From > first.At).Select(t => (Instant?)t.From).Min();
            var watched = ordered.Skip(i).TakeWhile(v => !(over <= v.At)).ToList();
            var end = watched.FindIndex(v => Beyond(v) <= -Trembling(At(v)!));
            var outside = end < 0 ? watched : watched.GetRange(0, end);
            var peak = outside.First(v => Beyond(v) == outside.Max(Beyond));
            var lastsTooLong = At(first)!.AllowedMinutes == 0 || outside.Exists(v => v.At - first.At > Duration.FromMinutes(At(v)!.AllowedMinutes));
            spells.Add((
                new(first, end < 0 ? null : watched[end], peak.Value, lastsTooLong) { PeakAt = peak == first ? null : peak.At },
                end < 0 ? over : watched[end].At));
            i += end < 0 ? watched.Count - 1 : end;
        }

        return spells;

        ConditionLimits? At(Measurement v) => terms.Last(t => t.From <= v.At).Limits;

        double? Beyond(Measurement v) => At(v) is { } limits ? ExcursionOracle.Beyond(limits, v.Value) : null;
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
