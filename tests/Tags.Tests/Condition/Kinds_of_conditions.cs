using FluentAssertions;
using Logistics.Tags.Condition;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Condition;

public sealed class Kinds_of_conditions
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 20, 6, 0);

    [Theory]
    [InlineData("temperature", 41, "FAH", 5)]
    [InlineData("temperature", 278.15, "KEL", 5)]
    [InlineData("humidity", 60, "P1", 60)]
    [InlineData("shock", 49.03325, "MSK", 5)]
    [InlineData("light", 80, "LUX", 80)]
    public void Are_judged_in_one_unit_each(string kind, double value, string unit, double judged)
        => Quantity.Of(kind)!.Convert(value, unit).Should().BeApproximately(judged, 1e-9);

    [Fact]
    public void A_value_in_a_strangers_unit_says_nothing() => Quantity.Of("humidity")!.Convert(300, "KEL").Should().BeNull();

    [Fact]
    public void A_shock_is_an_excursion_at_once()
        => Spells(new("shock", null, 5, 0), (0, 1), (1, 7.5), (2, 1)).Should().ContainSingle().Which.Should().Match<Spell>(s => s.IsExcursion && s.Peak == 7.5 && s.Until != null);

    [Fact]
    public void Dry_goods_may_be_damp_for_an_hour()
    {
        var dry = new ConditionLimits("humidity", null, 65, 60);
        Spells(dry, (0, 70), (60, 70)).Should().ContainSingle().Which.IsExcursion.Should().BeFalse();
        Spells(dry, (0, 70), (61, 72), (70, 64), (80, 62)).Should().ContainSingle().Which.Should().Match<Spell>(
            s => s.IsExcursion && s.Peak == 72 && s.Until!.Value.At == Start + Duration.FromMinutes(80), "64 is not clearly back");
    }

    [Fact]
    public void A_band_that_is_open_above_has_its_peak_below()
        => Spells(new("temperature", 15, null, 10), (0, 12), (20, 9), (30, 11)).Should().ContainSingle().Which.Peak.Should().Be(9);

    private static IReadOnlyList<Spell> Spells(ConditionLimits limits, params (int Minute, double Value)[] values) => ConditionWatch.Of("shp-1", limits)
        .See(values.Select(v => new Measurement(Start + Duration.FromMinutes(v.Minute), 0, v.Value)), _ => []).Spells;
}
