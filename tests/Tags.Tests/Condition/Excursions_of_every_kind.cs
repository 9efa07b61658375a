using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Logistics.Tags.Condition;
using Xunit;

namespace Logistics.Tags.Tests.Condition;

public sealed class Excursions_of_every_kind
{
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
        var values = ExcursionOracle.Values(limits, random);
        var (watch, seen) = (ConditionWatch.Of("shp-1", limits), new List<Measurement>());
        foreach (var page in values.Concat(values.Where(_ => random.Next(5) == 0)).OrderBy(_ => random.Next()).Chunk(random.Next(1, 6)).ToArray())
        {
            seen.AddRange(page);
            watch = watch.See(page, from => seen.Where(v => v.At >= from).Order());
        }

        watch.Spells.Should().Equal(ExcursionOracle.Spells(limits, values), $"scenario {seed}");
    }
}
