using FluentAssertions;
using Logistics.Contracts;
using Logistics.Contracts.Shipments;
using Logistics.Contracts.Tags;
using Logistics.Specs;
using Logistics.Tags.V1;
using NodaTime;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

/// <summary>What it measures, its battery, and that nobody hears it.</summary>
[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Hearing_of_a_units_tag(RunningTags tags)
{
    private static readonly Instant At = Now - Duration.FromHours(6);

    [Fact]
    public async Task A_warm_reefer_is_an_excursion_of_its_shipment_until_it_is_closed()
    {
        var yard = await tags.Gateway("gw-reefer");
        await tags.Attached("reefer", Unit(6), At);
        await tags.Posted(yard, Read(1, "reefer", Min(1), celsius: 5), Read(2, "reefer", Min(10), celsius: 9), Read(3, "reefer", Min(30), celsius: 12));
        await tags.Bus.Say(A_booking.Of("shp-reefer", Unit(6), At), Guid.NewGuid());

        var started = await tags.Bus.Hears<ExcursionStarted>(m => m.HandlingUnitId == Unit(6));
        (started.ShipmentId, started.Since.Instant, started.Peak, started.Unit, started.Limits).Should().Be(("shp-reefer", Min(10), 12d, "CEL", "2 to 8 CEL, 15 min"));
        await tags.Posted(yard, Read(4, "reefer", Min(40), celsius: 6));
        (await tags.Bus.Hears<ExcursionEnded>(m => m.HandlingUnitId == Unit(6))).Until.Instant.Should().Be(Min(40));

        await tags.Bus.Say(new ShipmentClosed(new Origin("shipment-shp-reefer", 9, 9), "shp-reefer", "delivered", new(Min(50), 60)), Guid.NewGuid());
        await Eventually.True(async () => await tags.Count("select count(*) from watched_shipments where shipment = 'shp-reefer' and ended_at > 0") == 1, "the watch to end");
        await tags.Posted(yard, Read(5, "reefer", Min(60), celsius: 20), Read(6, "reefer", Min(90), celsius: 20));
        await tags.Watched();
        tags.Bus.Heard<ExcursionStarted>(m => m.HandlingUnitId == Unit(6)).Should().ContainSingle();

        var reopened = new ShipmentReopened(new Origin("shipment-shp-reefer", 11, 11), "shp-reefer", Now);
        await tags.Bus.Say(reopened, Guid.NewGuid());
        (await tags.Bus.Hears<ExcursionStarted>(m => m.HandlingUnitId == Unit(6) && m.Since.Instant == Min(60))).Peak.Should().Be(20);
        await tags.Bus.Say(new ShipmentClosed(new Origin("shipment-shp-reefer", 9, 9), "shp-reefer", "delivered", new(Min(50), 60)), Guid.NewGuid());
        await tags.Bus.Say(reopened, Guid.NewGuid());
        await tags.Posted(yard, Read(7, "reefer", Min(100), celsius: 5));
        await tags.Bus.Hears<ExcursionEnded>(m => m.HandlingUnitId == Unit(6) && m.Until.Instant == Min(100));
        tags.Bus.Heard<ExcursionStarted>(m => m.HandlingUnitId == Unit(6)).Should().HaveCount(2, "what was told before is not told again");
    }

    [Fact]
    public async Task Every_condition_that_was_booked_is_watched_for_itself_in_whatever_unit_it_comes()
    {
        var yard = await tags.Gateway("gw-conditions");
        await tags.Attached("box", Unit(17), At);
        await tags.Bus.Say(
            A_booking.Of("shp-box", Unit(17), At) with { Conditions = [new("humidity", null, 65, 60), new("shock", null, 5, 0), new("light", null, 50, 5), new("magnetism", 1, 2, 0)] }, Guid.NewGuid());
        await tags.Posted(yard, Sensed(1, Min(10), (40, "FAH"), 70, 8), Sensed(2, Min(40), (53.6, "FAH"), 70, 70.0), Sensed(3, Min(75), (284.15, "KEL"), 71, 8));

        (await Started("shock")).Should().Match<ExcursionStarted>(x => x.Unit == "K40" && x.Since.Instant == Min(40) && Math.Abs(x.Peak - 7.138) < 0.001 && x.Limits == "at most 5 K40, 0 min");
        (await Started("humidity")).Should().Match<ExcursionStarted>(x => x.Unit == "P1" && x.Since.Instant == Min(10) && x.Peak == 71);
        (await Started("temperature")).Should().Match<ExcursionStarted>(x => x.Unit == "CEL" && x.Since.Instant == Min(40) && Math.Abs(x.Peak - 12) < 0.001);
        (await tags.Bus.Hears<ExcursionEnded>(m => m.HandlingUnitId == Unit(17))).Condition.Should().Be("shock");
        tags.Bus.Heard<ExcursionStarted>(m => m.HandlingUnitId == Unit(17)).Should().HaveCount(3).And.OnlyHaveUniqueItems(m => m.ExcursionId);

        Task<ExcursionStarted> Started(string condition) => tags.Bus.Hears<ExcursionStarted>(m => m.HandlingUnitId == Unit(17) && m.Condition == condition);

        static object Sensed(long sequence, Instant at, (double Value, string Unit) temperature, double humidity, double shock) => new
        {
            sequence,
            tagId = "box",
            eventTime = Text(at),
            sensors = new[]
            {
                new { type = "temperature", value = temperature.Value, unit = temperature.Unit }, new { type = "humidity", value = humidity, unit = "P1" },
                new { type = "shock", value = shock, unit = "MSK" }, new { type = "light", value = 20.0, unit = "LUX" },
            },
        };
    }

    [Fact]
    public async Task A_tracker_that_is_not_heard_while_others_are_is_silent_until_it_is_heard_again()
    {
        var (yard, other) = (await tags.Gateway("gw-tracker"), await tags.Gateway("gw-noise", "DEHAM"));
        await tags.Attached("tracker", Unit(7), At, TagKind.Gnss);
        await tags.Posted(yard, Read(1, "tracker", Now - Duration.FromMinutes(50)));
        await tags.Posted(other, Read(1, "noise", Now - Duration.FromMinutes(1)));
        var silent = await tags.Bus.Hears<TagFellSilent>(m => m.HandlingUnitId == Unit(7));
        (silent.LastReadAt.Instant, silent.SilentGatewayId).Should().Be((Now - Duration.FromMinutes(50), "gw-tracker"));
        (await tags.Tags.ListTagsAsync(new() { SilentOnly = true }, tags.Shipper)).Tags.Select(t => t.Id).Should().Contain("device:tracker");

        await tags.Posted(yard, Read(2, "tracker", Now));
        await tags.Bus.Hears<TagHeardAgain>(m => m.HandlingUnitId == Unit(7));
    }

    [Fact]
    public async Task Late_values_move_an_excursion_and_take_it_back_and_who_was_told_of_it_is_told_so()
    {
        var yard = await tags.Gateway("gw-split");
        await tags.Attached("split", Unit(11), At);
        await tags.Bus.Say(A_booking.Of("shp-split", Unit(11), At), Guid.NewGuid());
        await tags.Posted(yard, Read(1, "split", Min(10), celsius: 9), Read(2, "split", Min(30), celsius: 9), Read(3, "split", Min(60), celsius: 12));
        var started = await tags.Bus.Hears<ExcursionStarted>(m => m.HandlingUnitId == Unit(11));

        await tags.Posted(yard, Read(4, "split", Min(5), celsius: 9));
        var amended = await tags.Bus.Hears<ExcursionAmended>(m => m.HandlingUnitId == Unit(11));
        (amended.ExcursionId, amended.Was.Since.Instant, amended.Now).Should().Be((started.ExcursionId!, Min(10), new ExcursionTimes(new(Min(5), 60), null, 12)));

        await tags.Posted(yard, Read(5, "split", Min(40), celsius: 5));
        var ended = await tags.Bus.Hears<ExcursionEnded>(m => m.HandlingUnitId == Unit(11));
        (ended.ExcursionId!, ended.Since.Instant, ended.Until.Instant, ended.Peak).Should().Be((started.ExcursionId!, Min(5), Min(40), 9d));

        await tags.Posted(yard, Read(6, "split", Min(20), celsius: 5));
        (await tags.Bus.Hears<ExcursionWithdrawn>(m => m.HandlingUnitId == Unit(11))).ExcursionId.Should().Be(started.ExcursionId);
    }

    [Fact]
    public async Task A_low_battery_is_told_until_it_is_charged_and_that_its_tag_is_taken_off()
    {
        var yard = await tags.Gateway("gw-battery");
        await tags.Attached("flat", Unit(12), At, TagKind.Lorawan);
        await tags.Posted(yard, Read(1, "flat", Min(10), battery: 60), Read(2, "flat", Min(20), battery: 17));
        var low = await tags.Bus.Hears<BatteryFellLow>(m => m.HandlingUnitId == Unit(12));
        (low.TagId, low.Since.Instant, low.Percent).Should().Be(("device:flat", Min(20), 17));

        await tags.Posted(yard, Read(3, "flat", Min(30), battery: 22));
        await tags.Posted(yard, Read(4, "flat", Min(40), battery: 95));
        (await tags.Bus.Hears<BatteryRecovered>(m => m.HandlingUnitId == Unit(12))).At.Instant.Should().Be(Min(40), "22 % is not clearly more");

        await tags.Tags.DetachTagAsync(new() { TagId = "flat", At = Event(Min(50)) }, tags.Shipper);
        (await tags.Bus.Hears<TagDetached>(m => m.HandlingUnitId == Unit(12))).At.Instant.Should().Be(Min(50));
    }

    private static string Unit(int number) => A_unit.Of("500000", number);

    private static Instant Min(int minutes) => At + Duration.FromMinutes(minutes);
}
