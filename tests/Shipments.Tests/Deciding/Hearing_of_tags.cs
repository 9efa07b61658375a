using FluentAssertions;
using Logistics.Shipments.Shipments;
using Logistics.Specs;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Hearing_of_tags
{
    private static readonly ExcursionEnded Cooled = new(
        "tag-1", Known.Unit, 4, "temperature", Known.Local(Known.At(12)), Known.Local(Known.At(12, 40)), 12.25, "CEL");

    private static readonly TagFellSilent Silent = new("tag-1", Known.Unit, 5, Known.Local(Known.At(11)));
    private static readonly TagHeardAgain Heard = new("tag-1", Known.Unit, 6, Known.Local(Known.At(14)));

    [Fact]
    public void An_excursion_starts_and_ends()
    {
        Given(Known.Booked).When(s => ShipmentDecider.StartExcursion(s, Known.Warm())).Then(Known.Warm());
        Given(Known.Booked, Known.Warm()).When(s => ShipmentDecider.EndExcursion(s, Cooled)).Then(Cooled);
    }

    [Fact]
    public void Again_records_nothing()
    {
        Given(Known.Booked, Known.Warm()).When(s => ShipmentDecider.StartExcursion(s, Known.Warm())).ThenNothing();
        Given(Known.Booked, Known.Warm(), Cooled).When(s => ShipmentDecider.EndExcursion(s, Cooled)).ThenNothing();
        Given(Known.Booked, Silent).When(s => ShipmentDecider.LoseTag(s, Silent)).ThenNothing();
        Given(Known.Booked, Silent, Heard).When(s => ShipmentDecider.HearTag(s, Heard)).ThenNothing();
    }

    [Fact]
    public void A_start_that_comes_after_its_end_is_ignored()
        => Given(Known.Booked, Cooled).When(s => ShipmentDecider.StartExcursion(s, Known.Warm())).ThenNothing();

    [Fact]
    public void What_late_reads_say_of_an_excursion_takes_its_place()
    {
        Given(Known.Booked, Known.Numbered).When(s => ShipmentDecider.AmendExcursion(s, Known.Longer)).Then(Known.Longer)
            .Tags.Single().Excursion().Should().Match<Excursion>(x => x.Since == Known.Longer.Since && x.Until == Known.Longer.Until && x.Peak == 12.5);
        Given(Known.Booked, Known.Numbered).When(s => ShipmentDecider.WithdrawExcursion(s, Known.None)).Then(Known.None).Tags.Single().Excursion().Should().BeNull();
        Given(Known.Booked, Known.Numbered, Known.Longer).When(s => ShipmentDecider.AmendExcursion(s, Known.Longer)).ThenNothing();
        Given(Known.Booked, Known.Numbered, Known.None).When(s => ShipmentDecider.WithdrawExcursion(s, Known.None)).ThenNothing();
    }

    [Fact]
    public void Of_one_excursion_the_latest_version_counts_in_whatever_order()
    {
        Given(Known.Booked, Known.None).When(s => ShipmentDecider.AmendExcursion(s, Known.Longer)).ThenNothing();
        Given(Known.Booked, Known.Longer).When(s => ShipmentDecider.StartExcursion(s, Known.Numbered)).ThenNothing();
        var second = Known.Numbered with { ExcursionId = "2", SourceVersion = 2, Since = Known.Local(Known.At(9)) };
        Given(Known.Booked, Known.Longer).When(s => ShipmentDecider.StartExcursion(s, second)).Then(second).Tags.Single().Excursions.Should().HaveCount(2, "another one has its own order");
    }

    [Fact]
    public void Silence_that_comes_after_the_tag_was_heard_again_is_ignored()
        => Given(Known.Booked, Heard).When(s => ShipmentDecider.LoseTag(s, Silent)).ThenNothing();

    [Fact]
    public void A_tag_falls_silent_and_is_heard_again()
    {
        Given(Known.Booked).When(s => ShipmentDecider.LoseTag(s, Silent)).Then(Silent).Tags.Single().SilentSince.Should().Be(Silent.LastReadAt);
        Given(Known.Booked, Silent).When(s => ShipmentDecider.HearTag(s, Heard)).Then(Heard).Tags.Single().SilentSince.Should().BeNull();
    }

    [Fact]
    public void A_battery_falls_low_and_recovers()
    {
        Given(Known.Booked).When(s => ShipmentDecider.LoseCharge(s, Known.Low)).Then(Known.Low).Tags.Single().LowBattery.Should().Be(Known.Low);
        Given(Known.Booked, Known.Low).When(s => ShipmentDecider.LoseCharge(s, Known.Low)).ThenNothing();
        Given(Known.Booked, Known.Low).When(s => ShipmentDecider.RegainCharge(s, Known.Charged)).Then(Known.Charged).Tags.Single().LowBattery.Should().BeNull();
        Given(Known.Booked, Known.Charged).When(s => ShipmentDecider.LoseCharge(s, Known.Low)).ThenNothing();
    }

    [Fact]
    public void A_tag_that_is_taken_off_is_neither_silent_nor_low_any_more()
    {
        Given(Known.Booked, Silent, Known.Low).When(s => ShipmentDecider.DetachTag(s, Known.Off)).Then(Known.Off)
            .Tags.Single().Should().Match<TagCondition>(t => t.SilentSince == null && t.LowBattery == null);
        Given(Known.Booked, Known.Off).When(s => ShipmentDecider.DetachTag(s, Known.Off)).ThenNothing();
        Given(Known.Booked, Known.Off).When(s => ShipmentDecider.LoseTag(s, Silent)).ThenNothing();
        Given(Known.Booked, Silent, Known.Low with { SourceVersion = 10 }).When(s => ShipmentDecider.DetachTag(s, Known.Off)).Then(Known.Off)
            .Tags.Single().LowBattery.Should().NotBeNull("it was put on again since");
    }

    [Fact]
    public void A_tag_that_is_taken_off_what_is_delivered_is_not_silent_when_the_shipment_is_reopened()
    {
        var delivered = new ShipmentDelivered(Known.Local(Known.At(13)));
        Given(Known.Booked, Silent, delivered).When(s => ShipmentDecider.DetachTag(s, Known.Off)).Then(Known.Off).Tags.Single().SilentSince.Should().BeNull();
        Given(Known.Booked, delivered, Known.Off).When(s => ShipmentDecider.DetachTag(s, Known.Off)).ThenNothing();
        Given(Known.Booked, delivered, Known.Off).When(s => ShipmentDecider.LoseTag(s, Silent)).ThenNothing();
    }

    [Fact]
    public void An_excursion_of_what_is_delivered_ends_too_and_says_why()
    {
        var over = Cooled with { EndedBy = "tag-detached" };
        Given(Known.Booked, Known.Warm(), new ShipmentDelivered(Known.Local(Known.At(13)))).When(s => ShipmentDecider.EndExcursion(s, over)).Then(over)
            .Tags.Single().Excursion().Should().Match<Excursion>(x => !x.Lasts() && x.EndedBy == "tag-detached");
        Given(Known.Booked, Known.Numbered).When(s => ShipmentDecider.AmendExcursion(s, Known.Longer with { EndedBy = "shipment-closed" }))
            .Then(Known.Longer with { EndedBy = "shipment-closed" }).Tags.Single().Excursion()!.EndedBy.Should().Be("shipment-closed");
    }

    [Fact]
    public void About_a_shipment_that_is_not_there_records_nothing()
        => Given().When(s => ShipmentDecider.StartExcursion(s, Known.Warm())).ThenNothing();

    private static Given<Shipment> Given(params object[] events) => new(Shipment.Stream, events);
}
