using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Logistics.Tags.Condition;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Condition;

public sealed class A_reefers_temperature
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 20, 6, 0);
    private static readonly Band TwoToEight = new ConditionLimits("temperature", 2, 8, 15).Band;

    [Fact]
    public void May_be_outside_for_a_while() => Told((0, 5), (5, 9), (20, 9), (21, 7)).Should().BeEmpty();

    [Fact]
    public void Is_an_excursion_when_it_is_outside_for_longer()
        => Told((0, 5), (5, 9), (12, 11.5), (21, 9)).Should().Equal("started 5 peak 11.5");

    [Fact]
    public void Is_told_again_when_it_goes_on_to_a_farther_peak()
        => Told((0, 9), (20, 9), (21, 9.4), (22, 9.6)).Should().Equal("started 0 peak 9", "amended 0 peak 9 is 9.6");

    [Fact]
    public void Ends_only_clearly_within_the_band()
        => Told((0, 9), (30, 9), (31, 7.8), (32, 8.2), (40, 7.5)).Should().Equal("started 0 peak 9", "ended 0 to 40 peak 9");

    [Fact]
    public void Has_its_peak_on_the_cold_side_too() => Told((0, 1), (20, -4)).Should().Equal("started 0 peak -4");

    [Fact]
    public void Is_an_excursion_at_once_where_nothing_is_allowed()
    {
        var watch = new ConditionWatch("shp-1", "temperature", TwoToEight with { Allowed = Duration.Zero }, [], null);
        watch.See([At(0, 8.1)], _ => []).Spells.Should().ContainSingle().Which.IsExcursion.Should().BeTrue();
    }

    /// <summary>A failure prints FsCheck's own seed and the scenario's.</summary>
    [Fact]
    public void Comes_to_the_same_excursions_in_whatever_order_values_come()
        => Prop.ForAll<int>(Agrees).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(1_000_000));

    private static void Agrees(int seed)
    {
        var random = new Random(seed);
        var minute = 0;
        var values = Enumerable.Range(0, random.Next(1, 60)).Select(_ => At(minute += random.Next(0, 12), Math.Round(random.NextDouble() * 12 - 1, 1))).ToList();
        var (watch, seen) = (new ConditionWatch("shp-1", "temperature", TwoToEight, [], null), new List<Measurement>());
        foreach (var value in values.Concat(values.Where(_ => random.Next(5) == 0)).OrderBy(_ => random.Next()))
        {
            seen.Add(value);
            watch = watch.See([value], from => seen.Where(v => v.At >= from).Order());
        }

        watch.Spells.Select(spell => spell with { PeakAt = null }).Should().Equal(Oracle(values), $"scenario {seed}");
    }

    /// <summary>Looks at all values at once: from each first value outside to the next one that is clearly back.</summary>
    private static List<Spell> Oracle(List<Measurement> values)
    {
        var ordered = values.Distinct().Order().ToList();
        var spells = new List<Spell>();
        for (var i = 0; i < ordered.Count; i++)
        {
            if (ordered[i].Value is >= 2 and <= 8) continue;
            var end = ordered.FindIndex(i, v => v.Value is >= 2.5 and <= 7.5);
            var outside = ordered.GetRange(i, (end < 0 ? ordered.Count : end) - i);
            var peak = outside.MaxBy(v => Math.Max(2 - v.Value, v.Value - 8)).Value;
            spells.Add(new(outside[0], end < 0 ? null : ordered[end], peak, outside[^1].At - outside[0].At > Duration.FromMinutes(15)));
            if (end < 0) break;
            i = end;
        }

        return spells;
    }

    private static List<string> Told(params (int Minute, double Celsius)[] values)
    {
        var (watch, told) = (new ConditionWatch("shp-1", "temperature", TwoToEight, [], null), new List<string>());
        foreach (var (minute, celsius) in values)
        {
            var next = watch.See([At(minute, celsius)], _ => throw new InvalidOperationException("Nothing came late."));
            (watch, var changes) = ConditionChange.Tell(watch, next, "1");
            told.AddRange(changes.Select(Told));
        }

        return told;
    }

    private static string Told(ConditionChange change) => change switch
    {
        ConditionChange.Started => FormattableString.Invariant($"started {Minute(change.Spell.Since)} peak {change.Spell.Peak}"),
        ConditionChange.Amended amended => FormattableString.Invariant($"amended {Minute(change.Spell.Since)} peak {amended.Was.Peak} is {change.Spell.Peak}"),
        _ => FormattableString.Invariant($"ended {Minute(change.Spell.Since)} to {Minute(change.Spell.Until!.Value)} peak {change.Spell.Peak}"),
    };

    private static Measurement At(int minute, double celsius) => new(Start + Duration.FromMinutes(minute), 60, celsius);

    private static int Minute(Measurement value) => (int)(value.At - Start).TotalMinutes;
}
