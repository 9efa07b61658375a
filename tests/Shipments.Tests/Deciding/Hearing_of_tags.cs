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
    public void Silence_that_comes_after_the_tag_was_heard_again_is_ignored()
        => Given(Known.Booked, Heard).When(s => ShipmentDecider.LoseTag(s, Silent)).ThenNothing();

    [Fact]
    public void A_tag_falls_silent_and_is_heard_again()
    {
        Given(Known.Booked).When(s => ShipmentDecider.LoseTag(s, Silent)).Then(Silent).Tags.Single().SilentSince.Should().Be(Silent.LastReadAt);
        Given(Known.Booked, Silent).When(s => ShipmentDecider.HearTag(s, Heard)).Then(Heard).Tags.Single().SilentSince.Should().BeNull();
    }

    [Fact]
    public void About_a_shipment_that_is_not_there_records_nothing()
        => Given().When(s => ShipmentDecider.StartExcursion(s, Known.Warm())).ThenNothing();

    private static Given<Shipment> Given(params object[] events) => new(Shipment.Stream, events);
}
