using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Logistics.Tags.Condition;
using Logistics.Tags.Tags;
using Logistics.Tags.Watching;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Condition;

/// <summary>Somebody who hears each message and keeps, for each excursion, what the latest one said.</summary>
public sealed class What_a_listener_knows
{
    private static readonly ConditionLimits TwoToEight = new("temperature", 2, 8, 15);

    /// <summary>A failure prints FsCheck's own seed and the scenario's.</summary>
    [Theory]
    [InlineData("temperature", 2.0, 8.0, 15)]
    [InlineData("temperature", -25.0, -18.0, 0)]
    [InlineData("humidity", 30.0, 32.0, 5)]
    [InlineData("shock", null, 5.0, 0)]
    [InlineData("light", null, 10.0, 2)]
    public void Is_what_the_slow_oracle_knows_in_whatever_order_values_and_messages_come(string kind, double? min, double? max, int allowedMinutes)
        => Prop.ForAll<int>(seed => Agrees(new(kind, min, max, allowedMinutes), seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(1_000_000));

    [Fact]
    public void A_late_value_back_within_splits_an_excursion_and_what_is_left_of_it_is_told()
        => Told([(0, 9), (20, 9), (40, 12)], [(30, 5)]).Should().Equal(
            "ExcursionStarted 0 9", "ExcursionAmended 0 9 to 0 12", "ExcursionEnded 0-30 9");

    [Fact]
    public void A_late_value_before_an_excursion_moves_its_beginning()
        => Told([(10, 9), (30, 9), (40, 5)], [(5, 10)]).Should().Equal(
            "ExcursionStarted 10 9", "ExcursionEnded 10-40 9", "ExcursionAmended 10-40 9 to 5-40 10");

    [Fact]
    public void An_excursion_that_late_values_show_to_be_none_is_withdrawn()
        => Told([(0, 9), (20, 9)], [(10, 5)]).Should().Equal("ExcursionStarted 0 9", "ExcursionWithdrawn 0 9");

    private static void Agrees(ConditionLimits limits, int seed)
    {
        var random = new Random(seed);
        var values = ExcursionOracle.Values(limits, random);
        var messages = Story(limits, values.Concat(values.Where(_ => random.Next(5) == 0)).OrderBy(_ => random.Next()).Chunk(random.Next(1, 6)));

        // The bus reorders and repeats: each excursion's latest message counts.
        var known = messages.Select((e, version) => (Event: e, Version: version)).OrderBy(_ => random.Next())
            .GroupBy(m => Listener.Id(m.Event)).Select(of => of.MaxBy(m => m.Version).Event).Where(e => e is not ExcursionWithdrawn).Select(Listener.Times).OrderBy(x => x.Since.ToInstant()).ThenBy(x => x.Peak).ToList();

        var truth = ExcursionOracle.Spells(limits, values).Where(s => s.IsExcursion)
            .Select(s => new ExcursionTimes(s.Since.Time, s.Until?.Time, s.Peak)).OrderBy(x => x.Since.ToInstant()).ThenBy(x => x.Peak).ToList();
        known.Select(x => (x.Since, x.Until)).Should().Equal(truth.Select(x => (x.Since, x.Until)), $"scenario {seed}");
        foreach (var (knows, is_) in known.Zip(truth))
            knows.Peak.Should().BeApproximately(is_.Peak, is_.Until is null ? Quantity.Of(limits.Kind)!.Trembling : 0, $"scenario {seed}");
    }

    private static List<string> Told((int Minute, double Celsius)[] first, (int Minute, double Celsius)[] late)
        => [.. Story(TwoToEight, first.Select(v => new[] { At(v) }).Append(Array.ConvertAll(late, At))).Select(Words)];

    private static List<object> Story(ConditionLimits limits, IEnumerable<Measurement[]> pages)
    {
        var (watch, seen, told) = (ConditionWatch.Of("shp-1", limits), new List<Measurement>(), new List<object>());
        foreach (var page in pages.ToArray())
        {
            seen.AddRange(page);
            (watch, var changes) = ConditionChange.Tell(watch, watch.See(page, from => seen.Where(v => v.At >= from).Order()), "1");
            told.AddRange(changes.Select(change => ExcursionEvents.Of("unit", watch, change)));
        }

        return told;
    }

    private static string Words(object told)
        => $"{told.GetType().Name} {(told is ExcursionAmended { Was: var was } ? $"{Listener.InWords(was)} to " : "")}{Listener.InWords(Listener.Times(told))}";

    private static Measurement At((int Minute, double Celsius) value)
        => new(Instant.FromUtc(2026, 11, 20, 6, 0) + Duration.FromMinutes(value.Minute), 60, value.Celsius);
}
