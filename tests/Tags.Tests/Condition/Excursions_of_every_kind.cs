using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Logistics.Tags.Condition;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Condition;

public sealed class Excursions_of_every_kind
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 20, 6, 0);

    /// <summary>A failure prints FsCheck's own seed and the scenario's.</summary>
    [Theory]
    [InlineData("temperature", 2.0, 8.0, 15)]
    [InlineData("temperature", -25.0, -18.0, 0)]
    [InlineData("temperature", 15.0, null, 30)]
    [InlineData("humidity", null, 65.0, 60)]
    [InlineData("humidity", 30.0, 32.0, 5)]
    [InlineData("shock", null, 5.0, 0)]
    [InlineData("light", null, 10.0, 2)]
    [InlineData("light", null, 100.0, 0)]
    public void Are_those_of_the_slow_oracle_in_whatever_order_values_come(string kind, double? min, double? max, int allowedMinutes)
        => Prop.ForAll<int>(seed => Agrees(new(kind, min, max, allowedMinutes), seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(1_000_000));

    private static void Agrees(ConditionLimits limits, int seed)
    {
        var random = new Random(seed);
        var values = Values(limits, random);
        var (watch, seen) = (ConditionWatch.Of("shp-1", limits), new List<Measurement>());
        foreach (var page in values.Concat(values.Where(_ => random.Next(5) == 0)).OrderBy(_ => random.Next()).Chunk(random.Next(1, 6)).ToArray())
        {
            seen.AddRange(page);
            watch = watch.See(page, from => seen.Where(v => v.At >= from).Order());
        }

        watch.Spells.Should().Equal(Spells(limits, values), $"scenario {seed}");
    }

    /// <summary>Around the limits: within, trembling, far outside, at the limit itself; some at one instant.</summary>
    private static List<Measurement> Values(ConditionLimits limits, Random random)
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
    private static List<Spell> Spells(ConditionLimits limits, List<Measurement> values)
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
