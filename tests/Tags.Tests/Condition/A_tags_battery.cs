using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Logistics.Tags.Condition;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Condition;

public sealed class A_tags_battery
{
    private const int Level = 20;
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 20, 6, 0);

    [Fact]
    public void Is_low_below_the_level_and_told_again_when_it_is_five_points_lower()
        => Told((0, 21), (1, 20), (2, 19), (3, 18), (4, 15), (5, 14)).Should().Equal("low 19 since 2", "low 14 since 2");

    [Fact]
    public void Is_charged_only_when_it_is_clearly_above() => Told((0, 19), (1, 23), (2, 19), (3, 25), (4, 19)).Should().Equal("low 19 since 0", "charged 25 at 3", "low 19 since 4");

    [Fact]
    public void Says_nothing_of_what_late_values_say_of_the_past() => Told((0, 80), (9, 80), (4, 10), (5, 90)).Should().BeEmpty("it was low and charged again meanwhile");

    [Fact]
    public void Is_low_since_earlier_when_a_late_value_says_so() => Told((5, 18), (3, 19)).Should().Equal("low 18 since 5", "low 18 since 3");

    [Fact]
    public void Is_charged_where_a_late_value_has_it_judged_by_a_lower_level()
    {
        var (low, _) = See(null, [At((2, 19)), At((4, 18))], [At((2, 19)), At((4, 18))]);
        var (_, change) = See(low! with { Band = ChargeChange.Below(10) }, [At((3, 18))], [At((2, 19)), At((3, 18)), At((4, 18))]);
        change.Should().Be(new ChargeChange.Recovered(At((4, 18))));
    }

    [Fact]
    public void Is_never_low_where_nobody_asks() => new TagsSettings { LowBattery = 0 }.Charge.Should().BeNull();

    /// <summary>A failure prints FsCheck's own seed and the scenario's.</summary>
    [Fact]
    public void Is_known_to_whoever_listens_as_the_slow_oracle_knows_it_in_whatever_order_values_come()
        => Prop.ForAll<int>(Agrees).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithEndSize(1_000_000));

    private static void Agrees(int seed)
    {
        var random = new Random(seed);
        var minute = 0;
        var values = Enumerable.Range(0, random.Next(1, 50)).Select(_ => At((minute += random.Next(0, 4), random.Next(10, 32)))).ToList();
        var (known, seen, charge) = ((ChargeChange.Low?)null, new List<Measurement>(), (SpellWatch?)null);
        foreach (var page in values.Concat(values.Where(_ => random.Next(5) == 0)).OrderBy(_ => random.Next()).Chunk(random.Next(1, 6)).ToArray())
        {
            seen.AddRange(page);
            (charge, var change) = See(charge, page, seen);
            if (change is not null) known = change as ChargeChange.Low;
            var (since, lowest) = Oracle(seen);
            (known?.Since.At).Should().Be(since?.At, $"scenario {seed}");
            if (known is not null) (known.Percent - lowest).Should().BeInRange(0, 4, $"scenario {seed}");
        }
    }

    /// <summary>Walks through all values: low from the first one below 20, until one is at 25 or above.</summary>
    private static (Measurement? Since, double Lowest) Oracle(IEnumerable<Measurement> values)
    {
        var (since, lowest) = ((Measurement?)null, 100d);
        foreach (var value in values.Distinct().Order())
        {
            if (since is not null && value.Value >= 25) (since, lowest) = (null, 100);
            else if (since is not null || value.Value < Level) (since, lowest) = (since ?? value, Math.Min(lowest, value.Value));
        }

        return (since, lowest);
    }

    private static List<string> Told(params (int Minute, int Percent)[] values)
    {
        var (charge, seen, told) = ((SpellWatch?)null, new List<Measurement>(), new List<string>());
        foreach (var value in values)
        {
            seen.Add(At(value));
            (charge, var change) = See(charge, [At(value)], seen);
            if (change is ChargeChange.Low low) told.Add($"low {low.Percent} since {Minute(low.Since)}");
            if (change is ChargeChange.Recovered { At: var at }) told.Add($"charged {at.Value} at {Minute(at)}");
        }

        return told;
    }

    private static (SpellWatch?, ChargeChange?) See(SpellWatch? charge, Measurement[] news, List<Measurement> seen)
        => ChargeChange.Tell(charge, (charge ?? new(ChargeChange.Below(Level), [], null)).See(news, from => seen.Where(v => v.At >= from).Order()));

    private static Measurement At((int Minute, int Percent) value) => new(Start + Duration.FromMinutes(value.Minute), 60, value.Percent);

    private static int Minute(Measurement value) => (int)(value.At - Start).TotalMinutes;
}
