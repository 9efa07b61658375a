using FluentAssertions;
using Logistics.Contracts;
using Logistics.Contracts.Shipments;
using Logistics.Contracts.Tags;
using NodaTime;
using Xunit;
using static Logistics.Tags.Tests.Server.RunningTags;

namespace Logistics.Tags.Tests.Server;

/// <summary>Limits and units that a booking was amended by, and what ends the watch on a condition while it is outside.</summary>
[Trait("Needs", "Servers")]
[Collection(OneRunningTags.Name)]
public sealed class Amending_what_is_watched(RunningTags tags)
{
    private static readonly Instant At = Now - Duration.FromHours(6);

    [Fact]
    public async Task Amended_limits_count_from_their_instant_on_and_late_reads_of_before_are_judged_by_the_old_ones()
    {
        var (unit, shipment) = (Unit(1), "shp-amended");
        var yard = await Watched("amended", unit, shipment);
        await tags.Posted(yard, Read(1, "amended", Min(10), celsius: 9), Read(2, "amended", Min(30), celsius: 9));
        await tags.Bus.Hears<ExcursionStarted>(m => m.HandlingUnitId == unit);

        var wider = Amended(shipment, 4, Min(40)) with { Temperature = new(2, 25, 15) };
        await tags.Bus.Say(wider, Guid.NewGuid());
        await tags.Posted(yard, Read(3, "amended", Min(50), celsius: 12), Read(4, "amended", Min(35), celsius: 11));
        var ended = await tags.Bus.Hears<ExcursionEnded>(m => m.HandlingUnitId == unit);
        (ended.Until.Instant, ended.Peak, ended.Limits, ended.EndedBy).Should().Be((Min(50), 11d, "2 to 8 CEL, 15 min", null));

        await tags.Bus.Say(wider, Guid.NewGuid());
        await tags.Bus.Say(Amended(shipment, 3, Min(39)) with { Temperature = new(2, 8, 0) }, Guid.NewGuid());
        await tags.Posted(yard, Read(5, "amended", Min(60), celsius: 12), Read(6, "amended", Min(90), celsius: 26), Read(7, "amended", Min(120), celsius: 26));
        var hot = await tags.Bus.Hears<ExcursionStarted>(m => m.HandlingUnitId == unit && m.Since.Instant == Min(90));
        hot.Limits.Should().Be("2 to 25 CEL, 15 min");
        tags.Bus.Heard<ExcursionStarted>(m => m.HandlingUnitId == unit).Should().HaveCount(2);
        tags.Bus.Heard<ExcursionEnded>(m => m.HandlingUnitId == unit).Should().ContainSingle();
    }

    [Fact]
    public async Task A_unit_that_leaves_its_shipment_is_watched_until_then_and_one_that_comes_from_then_on()
    {
        var (leaves, comes, shipment) = (Unit(2), Unit(3), "shp-exchanged");
        var yard = await Watched("leaves", leaves, shipment);
        await tags.Attached("comes", comes, At);
        await tags.Posted(yard, Read(1, "leaves", Min(10), celsius: 9), Read(2, "leaves", Min(30), celsius: 9), Read(3, "comes", Min(10), celsius: 9), Read(4, "comes", Min(50), celsius: 9));
        await tags.Bus.Hears<ExcursionStarted>(m => m.HandlingUnitId == leaves);

        await tags.Bus.Say(Amended(shipment, 4, Min(40)) with { HandlingUnits = [new(comes, 100)] }, Guid.NewGuid());
        var ended = await tags.Bus.Hears<ExcursionEnded>(m => m.HandlingUnitId == leaves);
        (ended.Until, ended.EndedBy).Should().Be((new EventTime(Min(40), 0), "unit-withdrawn"));
        await tags.Posted(yard, Read(5, "comes", Min(70), celsius: 10));
        (await tags.Bus.Hears<ExcursionStarted>(m => m.HandlingUnitId == comes)).Since.Instant.Should().Be(Min(50), "what was measured before is not the shipment's");
    }

    [Fact]
    public async Task An_excursion_ends_with_what_ends_the_watch_and_late_reads_still_amend_it()
    {
        var (unit, shipment) = (Unit(4), "shp-taken-off");
        var yard = await Watched("taken-off", unit, shipment);
        await tags.Posted(yard, Read(1, "taken-off", Min(10), celsius: 9), Read(2, "taken-off", Min(30), celsius: 9));
        await tags.Bus.Hears<ExcursionStarted>(m => m.HandlingUnitId == unit);

        for (var again = 0; again < 2; again++) await tags.Tags.DetachTagAsync(new() { TagId = "taken-off", At = Event(Min(60)) }, tags.Shipper);
        var ended = await tags.Bus.Hears<ExcursionEnded>(m => m.HandlingUnitId == unit);
        (ended.Since.Instant, ended.Until, ended.EndedBy).Should().Be((Min(10), new EventTime(Min(60), 60), "tag-detached"));
        await tags.Tags.RetireTagAsync(new() { TagId = "taken-off", At = Event(Min(61)) }, tags.Shipper);

        await tags.Posted(yard, Read(3, "taken-off", Min(70), celsius: 30), Read(4, "taken-off", Min(45), celsius: 13));
        (await Amendment(unit, 13, "tag-detached")).Until.Should().Be(new EventTime(Min(60), 60));
        await tags.Bus.Say(new ShipmentClosed(new($"shipment-{shipment}", 9, 9), shipment, "delivered", new(Min(50), 60)), Guid.NewGuid());
        (await Amendment(unit, 13, "shipment-closed")).Until.Should().Be(new EventTime(Min(50), 60), "it was delivered before the tag was taken off");
        await tags.Posted(yard, Read(5, "taken-off", Min(48), celsius: 5));
        (await Amendment(unit, 13, null)).Until!.Instant.Should().Be(Min(48));
        tags.Bus.Heard<ExcursionEnded>(m => m.HandlingUnitId == unit).Should().ContainSingle();
        tags.Bus.Heard<ExcursionStarted>(m => m.HandlingUnitId == unit).Should().ContainSingle();
    }

    private async Task<ExcursionTimes> Amendment(string unit, double peak, string? endedBy)
        => (await tags.Bus.Hears<ExcursionAmended>(m => m.HandlingUnitId == unit && m.Now.Peak == peak && m.Now.EndedBy == endedBy)).Now;

    /// <summary>A tag on a unit of a shipment that wants 2 to 8 °C, at a yard.</summary>
    private async Task<string> Watched(string tag, string unit, string shipment)
    {
        var yard = await tags.Gateway($"gw-{tag}");
        await tags.Attached(tag, unit, At);
        await tags.Bus.Say(A_booking.Of(shipment, unit, At), Guid.NewGuid());
        return yard;
    }

    private static ShipmentAmended Amended(string shipment, long version, Instant at) => new(new($"shipment-{shipment}", version, version), shipment, null, null, null) { AmendedAt = at };

    private static string Unit(int number) => A_unit.Of("500010", number);

    private static Instant Min(int minutes) => At + Duration.FromMinutes(minutes);
}
