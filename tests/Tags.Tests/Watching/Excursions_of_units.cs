using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Logistics.Tags.Condition;
using Logistics.Tags.ShipmentWatches;
using Logistics.Tags.Tests.Condition;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Watching;

/// <summary>From what reads, gateways, whoever handles tags, and shipments say, to what is told of a unit's excursions.</summary>
public sealed class Excursions_of_units
{
    private const string Unit = "106141412345678908";
    private const string Another = "006141411234567890";
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 20, 6, 0);
    private static readonly ConditionLimits Booked = new("temperature", 2, 8, 15);
    private static readonly TemperatureBand[] Bands = [new(2, 25, 15), new(0, 4, 0), new(2, 8, 60)];

    /// <summary>More of them for a night: <c>PROPERTY_RUNS=100000</c>.</summary>
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_RUNS"), out var runs) ? runs : 1_000;

    /// <summary>A failure prints FsCheck's own seed and the scenario's.</summary>
    [Fact]
    public void Are_those_of_the_slow_oracle_in_whatever_order_reads_amendments_and_ends_come()
        => Prop.ForAll<int>(Agrees).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs).WithEndSize(1_000_000));

    [Fact]
    public void One_that_lasts_ends_with_the_detachment_and_late_reads_of_before_amend_it()
    {
        var tag = Watched((0, 9), (20, 9));
        tag.Detach(Min(30));
        tag.Read(Values((40, 20), (25, 11), (28, 5)));
        Told(tag).Should().Equal(
            "ExcursionStarted 0 9 (2 to 8 CEL, 15 min)", "ExcursionEnded 0-30 TagDetached 9 (2 to 8 CEL, 15 min)", "ExcursionAmended 0-28 11 (2 to 8 CEL, 15 min)");
    }

    [Fact]
    public void One_that_lasts_ends_with_its_shipment_and_goes_on_when_that_is_reopened()
    {
        var tag = Watched((0, 9), (20, 9));
        tag.Hear("shp-1", w => ShipmentWatch.End(w, "shp-1", 9, Time(30)));
        tag.Hear("shp-1", w => ShipmentWatch.End(w, "shp-1", 9, Time(30)));
        tag.Read(Values((40, 20)));
        tag.Hear("shp-1", w => ShipmentWatch.Reopen(w, "shp-1", 11));
        Told(tag).Should().Equal(
            "ExcursionStarted 0 9 (2 to 8 CEL, 15 min)", "ExcursionEnded 0-30 ShipmentClosed 9 (2 to 8 CEL, 15 min)", "ExcursionAmended 0 20 (2 to 8 CEL, 15 min)");
    }

    [Fact]
    public void What_was_told_of_the_time_after_an_end_that_is_told_late_is_taken_back()
    {
        var tag = Watched((0, 5), (40, 9), (60, 9));
        tag.Hear("shp-1", w => ShipmentWatch.End(w, "shp-1", 9, Time(30)));
        Told(tag).Should().Equal("ExcursionStarted 40 9 (2 to 8 CEL, 15 min)", "ExcursionWithdrawn 40 9");
    }

    [Fact]
    public void An_end_that_is_told_after_the_detachment_counts_where_it_was_before_it()
    {
        var tag = Watched((0, 9), (20, 9));
        tag.Detach(Min(30));
        tag.Hear("shp-1", w => ShipmentWatch.End(w, "shp-1", 9, Time(25)));
        Told(tag).Should().EndWith("ExcursionAmended 0-25 ShipmentClosed 9 (2 to 8 CEL, 15 min)");
        tag.Hear("shp-1", w => ShipmentWatch.Reopen(w, "shp-1", 11));
        Told(tag).Should().HaveCount(4).And.EndWith("ExcursionAmended 0-30 TagDetached 9 (2 to 8 CEL, 15 min)");
    }

    [Fact]
    public void A_unit_that_comes_to_a_shipment_is_watched_from_then_on_and_one_that_leaves_until_then()
    {
        var tag = new WatchedTag();
        tag.Attach(Another, Min(0));
        tag.Hear("shp-1", w => ShipmentWatch.Begin(w, new("shp-1", [Unit], new(2, 8, 15))));
        tag.Read(Values((0, 9), (20, 9), (40, 9)));
        tag.Hear("shp-1", w => ShipmentWatch.Amend(w, "shp-1", new(3, Min(30), [Unit, Another], null)));
        tag.Read(Values((60, 9)));
        tag.Hear("shp-1", w => ShipmentWatch.Amend(w, "shp-1", new(4, Min(70), [Unit], null)));
        Told(tag).Should().Equal("ExcursionStarted 40 9 (2 to 8 CEL, 15 min)", "ExcursionEnded 40-70 UnitWithdrawn 9 (2 to 8 CEL, 15 min)");
    }

    [Fact]
    public void Of_another_shipment_begin_where_the_one_before_ended_and_each_has_its_own()
    {
        var tag = Watched((0, 9), (20, 9));
        tag.Hear("shp-1", w => ShipmentWatch.End(w, "shp-1", 9, Time(30)));
        tag.Hear("shp-2", w => ShipmentWatch.Begin(w, new("shp-2", [Unit], new(2, 8, 15))));
        tag.Read(Values((40, 9), (60, 9), (25, 10)));
        Told(tag).Should().Equal(
            "ExcursionStarted 0 9 (2 to 8 CEL, 15 min)", "ExcursionEnded 0-30 ShipmentClosed 9 (2 to 8 CEL, 15 min)",
            "ExcursionAmended 0-30 ShipmentClosed 10 (2 to 8 CEL, 15 min)", "ExcursionStarted 40 9 (2 to 8 CEL, 15 min)");
        tag.Told.Select(Listener.Id).Distinct().Should().HaveCount(2);
    }

    [Fact]
    public void Of_a_shipment_that_is_booked_before_the_end_of_the_last_is_told_are_its_own_and_those_of_the_last_end()
    {
        var tag = Watched((0, 9), (20, 9));
        tag.Hear("shp-2", w => ShipmentWatch.Begin(w, new("shp-2", [Unit], new(2, 25, 15))));
        tag.Hear("shp-1", w => ShipmentWatch.End(w, "shp-1", 9, Time(30)));
        tag.Read(Values((40, 9)));
        Told(tag).Should().Equal("ExcursionStarted 0 9 (2 to 8 CEL, 15 min)", "ExcursionEnded 0-30 ShipmentClosed 9 (2 to 8 CEL, 15 min)");
    }

    [Fact]
    public void Of_a_unit_a_tag_was_on_long_ago_are_told_for_good()
    {
        var tag = Watched((0, 9), (20, 9));
        for (var n = 0; n < 4; n++)
        {
            var (shipment, unit) = ($"shp-{n + 2}", n % 2 == 0 ? Another : Unit);
            tag.Detach(Min((n * 60) + 30));
            tag.Hear(shipment, w => ShipmentWatch.Begin(w, new(shipment, [unit], new(2, 8, 15))));
            tag.Attach(unit, Min((n * 60) + 40));
        }

        tag.Detach(Min(300));
        tag.Watch.Former.Should().HaveCount(3);
        var told = tag.Told.Count;
        tag.Read(Values((10, 5)));
        tag.Told.Should().HaveCount(told);
    }

    private static void Agrees(int seed)
    {
        var random = new Random(seed);
        var values = ExcursionOracle.Values(Booked, random);
        var (attached, detached) = (values[0].At + Duration.FromMinutes(random.Next(-5, 20)), values[random.Next(values.Count)].At + Duration.FromMinutes(random.Next(25, 90)));
        var amendments = Enumerable.Range(2, random.Next(4)).Select(version => new WatchAmendment(
            version, At(), random.Next(3) switch { 0 => [Another], 1 => [Unit, Another], _ => null }, random.Next(2) == 0 ? null : Bands[random.Next(Bands.Length)])).ToArray();
        var ends = new (long Version, Instant? At)[] { (7, At()), (8, null), (9, At()) }[..random.Next(4)];

        var tag = new WatchedTag();
        List<Action> messages =
        [
            .. amendments.Select(a => (Action)(() => tag.Hear("shp-1", w => ShipmentWatch.Amend(w, "shp-1", a)))),
            .. ends.Select(end => (Action)(() => tag.Hear("shp-1", w => end.At is { } at
                ? ShipmentWatch.End(w, "shp-1", end.Version, at.WithOffset(Offset.FromHours(1)))
                : ShipmentWatch.Reopen(w, "shp-1", end.Version)))),
            .. values.Chunk(random.Next(1, 6)).Select(page => (Action)(() => tag.Read(page))),
        ];

        // What decides on nothing yet may come at any time; whoever is detached was attached, and booked, before.
        List<Action> steps = [.. messages.Concat(messages.Where(_ => random.Next(4) == 0)).OrderBy(_ => random.Next())];
        var (first, second, last) = (random.Next(steps.Count + 1), random.Next(steps.Count + 2), random.Next(steps.Count + 1));
        Action attach = () => tag.Attach(Unit, attached), book = () => tag.Hear("shp-1", w => ShipmentWatch.Begin(w, new("shp-1", [Unit, Another], new(2, 8, 15))));
        steps.Insert(first, attach);
        steps.Insert(second, book);
        var wasDetached = random.Next(2) == 0;
        if (wasDetached) steps.Insert(Math.Max(Math.Max(steps.IndexOf(attach), steps.IndexOf(book)) + 1, last), () => tag.Detach(detached));
        steps.ForEach(step => step());

        List<(Instant From, ConditionLimits? Limits)> terms = Terms([.. amendments.Where(a => a is not { HandlingUnits: null, Temperature: null })], ends is [.., { At: { } closed }] ? closed : null);
        if (wasDetached) terms = [.. terms.Where(t => t.From < detached), (detached, null)];
        var truth = ExcursionOracle.Spells(terms, [.. values.Where(v => v.At >= attached)]).Where(t => t.Spell.IsExcursion).ToList();
        Listener.Knows(tag.Told).Select(x => (x.Since.ToInstant(), x.Until?.ToInstant())).Should().Equal(truth.Select(t => (t.Spell.Since.At, t.Over)), $"scenario {seed}");

        Instant At() => Instant.Max(attached + Duration.FromMinutes(1), values[random.Next(values.Count)].At + Duration.FromMinutes(random.Next(-3, 4)));
    }

    /// <summary>Second by second it would be as slow, and as obvious: what the latest version says of an instant it speaks of.</summary>
    private static List<(Instant From, ConditionLimits? Limits)> Terms(WatchAmendment[] amendments, Instant? closed)
    {
        Instant[] instants = [Instant.MinValue, .. amendments.Select(a => a.At), .. closed is { } end ? [end] : Array.Empty<Instant>()];
        return [.. instants.Distinct().Order().Select(at => (at, at >= closed ? null : LimitsAt(at)))];

        ConditionLimits? LimitsAt(Instant at)
        {
            var said = amendments.LastOrDefault(a => a.At <= at) is { } last ? amendments.TakeWhile(a => a.AsOf <= last.AsOf).ToArray() : [];
            var band = said.LastOrDefault(a => a.Temperature is not null)?.Temperature;
            return said.LastOrDefault(a => a.HandlingUnits is not null)?.HandlingUnits!.Contains(Unit) == false ? null
                : band is null ? Booked : new(Booked.Kind, band.MinCelsius, band.MaxCelsius, band.AllowedMinutes);
        }
    }

    private static WatchedTag Watched(params (int Minute, double Celsius)[] values)
    {
        var tag = new WatchedTag();
        tag.Attach(Unit, Min(0));
        tag.Hear("shp-1", w => ShipmentWatch.Begin(w, new("shp-1", [Unit], new(2, 8, 15))));
        tag.Read(Values(values));
        return tag;
    }

    private static IEnumerable<string> Told(WatchedTag tag) => tag.Told.Select(Listener.InWords);

    private static Measurement[] Values(params (int Minute, double Celsius)[] values) => Array.ConvertAll(values, v => new Measurement(Min(v.Minute), 60, v.Celsius));

    private static OffsetDateTime Time(int minute) => Min(minute).WithOffset(Offset.FromHours(1));

    private static Instant Min(int minute) => Start + Duration.FromMinutes(minute);
}
