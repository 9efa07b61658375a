using FluentAssertions;
using Logistics.Specs;
using Logistics.Tags.Condition;
using Logistics.Tags.ShipmentWatches;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.ShipmentWatches;

public sealed class Amending_a_booking
{
    private const string Unit = "106141412345678908";
    private const string Another = "006141411234567890";
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 20, 12, 0);
    private static readonly ShipmentWatchBegan Booked = new("shp-1", [Unit], new(2, 8, 15));
    private static readonly WatchAmendment Wider = new(3, Noon, null, new(2, 25, 15));
    private static readonly WatchAmendment More = new(4, Noon + Duration.FromHours(1), [Unit, Another], null);
    private static readonly WatchAmendment Moved = new(5, Noon + Duration.FromHours(2), [Another], null);

    [Fact]
    public void Says_all_that_is_to_be_watched() => Given(Booked).When(w => ShipmentWatch.Amend(w, "shp-1", Wider))
        .Then(new ShipmentWatchAmended("shp-1", Wider, Booked with { Amendments = [Wider] }));

    [Fact]
    public void Again_records_nothing()
        => Given(Booked, new ShipmentWatchAmended("shp-1", Wider, Booked)).When(w => ShipmentWatch.Amend(w, "shp-1", Wider)).ThenNothing();

    [Fact]
    public void Of_neither_limits_nor_units_records_nothing() => Given(Booked).When(w => ShipmentWatch.Amend(w, "shp-1", new(3, Noon, null, null))).ThenNothing();

    [Fact]
    public void Before_the_booking_is_told_waits_for_it() => Given(new ShipmentWatchAmended("shp-1", Wider, null)).When(w => ShipmentWatch.Begin(w, Booked))
        .Then(Booked with { Amendments = [Wider] });

    [Fact]
    public void Stands_by_its_version_however_late_it_is_told()
        => Given(Booked, new ShipmentWatchAmended("shp-1", More, null)).When(w => ShipmentWatch.Amend(w, "shp-1", Wider))
            .Then(new ShipmentWatchAmended("shp-1", Wider, Booked with { Amendments = [Wider, More] }));

    [Fact]
    public void Counts_from_its_own_instant_on()
    {
        Terms(Unit, Wider, More).Should().Equal((null, 8d, null), (Wider.At, 25d, null), (More.At, 25d, null));
        Terms(Another, Wider, More).Should().Equal((null, null, null), (Wider.At, null, null), (More.At, 25d, null));
    }

    [Fact]
    public void Lets_a_unit_go_and_come_again() => Terms(Unit, Moved, More with { AsOf = 6, At = Moved.At + Duration.FromHours(1) })
        .Should().Equal((null, 8d, null), (Moved.At, null, WatchEnd.UnitWithdrawn), (Moved.At + Duration.FromHours(1), 8d, null));

    [Fact]
    public void Takes_the_place_of_what_earlier_versions_said_of_the_time_after_it()
        => Terms(Unit, Wider with { At = Moved.At }, Moved with { At = Noon }).Should().Equal((null, 8d, null), (Noon, null, WatchEnd.UnitWithdrawn));

    [Fact]
    public void Says_nothing_of_the_time_after_the_end()
    {
        var closed = (Noon + Duration.FromMinutes(1)).WithOffset(Offset.FromHours(1));
        ShipmentTerms.Of(Booked with { Amendments = [Wider, Moved], ClosedAt = closed })[Unit].Select(t => (t.From, t.End))
            .Should().Equal((null, null), (Wider.At, null), (closed.ToInstant(), WatchEnd.ShipmentClosed));
    }

    [Fact]
    public void More_often_than_is_kept_lays_the_oldest_together()
    {
        IReadOnlyList<WatchAmendment> kept = [];
        for (var n = 0; n < AmendmentsInOrder.Most + 10; n++)
        {
            kept = AmendmentsInOrder.With(kept, new(n + 2, Noon + Duration.FromMinutes(n), n == 3 ? [Another] : null, new(2, n + 3, 15)));
            AmendmentsInOrder.Knows(kept, n + 2).Should().BeTrue();
        }

        kept.Should().HaveCount(AmendmentsInOrder.Most);
        kept[0].Should().Match<WatchAmendment>(first => first.At == Noon && first.AsOf == 12 && first.HandlingUnits!.Single() == Another && first.Temperature!.MaxCelsius == 13);
        AmendmentsInOrder.Knows(kept, 5).Should().BeTrue("it is among those that were laid together");
    }

    private static IEnumerable<(Instant? From, double? Max, WatchEnd? End)> Terms(string unit, params WatchAmendment[] amendments)
        => ShipmentTerms.Of(Booked with { Amendments = amendments })[unit].Select(t => (t.From, t.Limits.SingleOrDefault()?.Max, t.End));

    private static Given<ShipmentWatch> Given(params object[] events) => new(ShipmentWatch.Stream, events);
}
