using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Logistics.Tags.Condition;
using Logistics.Tags.Watching;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Condition;

public sealed class Excursions_of_amended_bands
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 20, 6, 0);
    private static readonly ConditionLimits TwoToEight = new("temperature", 2, 8, 15);
    private static readonly ConditionLimits[] Others = [new("temperature", 2, 25, 15), new("temperature", 0, 4, 0), new("temperature", 2, 8, 60), new("temperature", null, 9, 5)];

    /// <summary>A failure prints FsCheck's own seed and the scenario's.</summary>
    [Fact]
    public void Are_those_of_the_slow_oracle_in_whatever_order_values_and_bands_come()
        => Prop.ForAll<int>(Agrees).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(1_000_000));

    [Fact]
    public void A_wider_band_ends_what_the_old_one_began_with_the_first_value_it_allows()
        => Told(Values((0, 9), (20, 9)), Bands((25, Others[0])), Values((30, 9), (40, 26), (60, 26))).Should().Equal(
            "ExcursionStarted 0 9 (2 to 8 CEL, 15 min)", "ExcursionEnded 0-30 9 (2 to 8 CEL, 15 min)", "ExcursionStarted 40 26 (2 to 25 CEL, 15 min)");

    [Fact]
    public void A_narrower_band_counts_from_its_instant_on_and_not_before()
        => Told(Values((0, 5), (20, 5)), Bands((30, Others[1])), Values((29, 5), (31, 5))).Should().Equal("ExcursionStarted 31 5 (0 to 4 CEL, 0 min)");

    [Fact]
    public void What_is_outside_of_two_bands_one_after_the_other_is_one_excursion_and_its_limits_are_those_of_its_peak()
        => Told(Values((0, 9), (20, 9)), Bands((25, Others[3])), Values((30, 9.4), (40, 20))).Should().Equal(
            "ExcursionStarted 0 9 (2 to 8 CEL, 15 min)", "ExcursionAmended 0 20 (at most 9 CEL, 5 min)");

    [Fact]
    public void A_late_value_of_before_is_judged_by_the_band_of_before()
        => Told(Values((0, 9), (20, 9)), Bands((25, Others[0])), Values((30, 9)), Values((10, 5))).Should().Equal(
            "ExcursionStarted 0 9 (2 to 8 CEL, 15 min)", "ExcursionEnded 0-30 9 (2 to 8 CEL, 15 min)", "ExcursionWithdrawn 0-30 9");

    [Fact]
    public void A_wider_band_that_is_told_late_takes_back_what_was_told_by_the_old_one()
        => Told(Values((30, 9), (50, 9), (60, 5)), Bands((25, Others[0]))).Should().Equal(
            "ExcursionStarted 30 9 (2 to 8 CEL, 15 min)", "ExcursionEnded 30-60 9 (2 to 8 CEL, 15 min)", "ExcursionWithdrawn 30-60 9");

    [Fact]
    public void What_lasts_when_nobody_watches_any_more_is_over_then_and_says_why()
        => Told(Values((0, 9), (20, 9)), Bands((25, null)), Values((30, 12), (24, 10))).Should().Equal(
            "ExcursionStarted 0 9 (2 to 8 CEL, 15 min)", "ExcursionEnded 0-25 UnitWithdrawn 9 (2 to 8 CEL, 15 min)",
            "ExcursionAmended 0-25 UnitWithdrawn 10 (2 to 8 CEL, 15 min)");

    [Fact]
    public void Bands_again_tell_nothing()
        => Told(Values((0, 9), (20, 9)), Bands((25, Others[0])), Bands((25, Others[0])), Values((30, 9)), Bands((25, Others[0]))).Should().HaveCount(2);

    private static void Agrees(int seed)
    {
        var random = new Random(seed);
        var values = ExcursionOracle.Values(TwoToEight, random);
        var amendments = Enumerable.Range(0, random.Next(1, 5)).Select(_ => values[random.Next(values.Count)].At + Duration.FromMinutes(random.Next(-3, 4))).Distinct()
            .Select(at => (At: at, Limits: random.Next(4) == 0 ? null : Others[random.Next(Others.Length)])).OrderBy(a => a.At).ToList();
        var pages = values.Concat(values.Where(_ => random.Next(5) == 0)).OrderBy(_ => random.Next()).Chunk(random.Next(1, 6)).ToArray();

        // Each time all that is known of bands is said.
        var known = new List<(Instant At, ConditionLimits? Limits)>();
        var (watch, told) = Story([.. pages.Select(page => (object)page).Concat(amendments.Select(a => (object)a)).OrderBy(_ => random.Next()).ToArray().Select(step =>
        {
            if (step is not (Instant at, var limits)) return step;
            known.Add((at, (ConditionLimits?)limits));
            return Terms(known.OrderBy(k => k.At));
        })]);

        var truth = ExcursionOracle.Spells([(Instant.MinValue, TwoToEight), .. amendments], values);
        watch.Spells.Select(spell => spell with { Told = null }).Should().Equal(truth.Select(t => t.Spell), $"scenario {seed}");
        Listener.Knows(told).Select(x => (x.Since.ToInstant(), x.Until?.ToInstant())).Should().Equal(
            truth.Where(t => t.Spell.IsExcursion).Select(t => (t.Spell.Since.At, t.Over)), $"scenario {seed}");
    }

    private static List<string> Told(params object[] steps) => [.. Story(steps).Told.Select(Listener.InWords)];

    private static (ConditionWatch Watch, List<object> Told) Story(object[] steps)
    {
        var (watch, seen, told) = (UnitTerms.Watches("shp-1", Terms([])).Single(), new List<Measurement>(), new List<object>());
        foreach (var step in steps)
        {
            if (step is Measurement[] page) seen.AddRange(page);
            var next = step switch
            {
                Measurement[] news => watch.See(news, History),
                IReadOnlyList<UnitTerms> terms when UnitTerms.Watches("shp-1", terms).Single() is var amended => watch.Amend(amended.Band, amended.Later, History),
                _ => throw new ArgumentException($"Unexpected {step}.", nameof(steps)),
            };
            (watch, var changes) = ConditionChange.Tell(watch, next, "1");
            told.AddRange(changes.Select(change => ExcursionEvents.Of("unit", watch, change)));
        }

        return (watch, told);

        IEnumerable<Measurement> History(Instant from) => seen.Where(v => v.At >= from).Order();
    }

    private static object Bands(params (int Minute, ConditionLimits? Limits)[] later) => Terms(later.Select(l => (Start + Duration.FromMinutes(l.Minute), l.Limits)));

    private static IReadOnlyList<UnitTerms> Terms(IEnumerable<(Instant At, ConditionLimits? Limits)> later) =>
    [
        new(null, [TwoToEight]),
        .. later.Select(l => l.Limits is { } limits ? new UnitTerms(l.At, [limits]) : new(l.At, []) { End = WatchEnd.UnitWithdrawn }),
    ];

    private static object Values(params (int Minute, double Celsius)[] values)
        => values.Select(v => new Measurement(Start + Duration.FromMinutes(v.Minute), 60, v.Celsius)).ToArray();
}
