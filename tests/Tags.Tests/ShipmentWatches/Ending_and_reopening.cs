using FluentAssertions;
using Logistics.EventStore;
using Logistics.Specs;
using Logistics.Tags.ShipmentWatches;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.ShipmentWatches;

public sealed class Ending_and_reopening
{
    private static readonly OffsetDateTime Noon = new LocalDateTime(2026, 11, 20, 12, 0).WithOffset(Offset.FromHours(1));
    private static readonly ShipmentWatchBegan Booked = new("shp-1", ["106141412345678908"], new(2, 8, 15));
    private static readonly ShipmentWatchEnded Delivered = new("shp-1", 9, Noon, Booked with { ClosedAt = Noon });
    private static readonly ShipmentWatchReopened Reopened = new("shp-1", Booked, 11);

    /// <summary>Of before its time was kept.</summary>
    private static readonly ShipmentWatchEnded DeliveredOnce = new("shp-1", 9);

    [Fact]
    public void It_is_watched_until_its_end() => Given(Booked).When(Deliver).Then(Delivered);

    [Fact]
    public void Ending_again_records_nothing() => Given(Booked, Delivered).When(Deliver).ThenNothing();

    [Fact]
    public void Reopened_it_is_watched_again() => Given(Booked, Delivered).When(Reopen).Then(Reopened).Ended.Should().BeFalse();

    [Fact]
    public void Reopening_again_records_nothing() => Given(Booked, Delivered, Reopened).When(Reopen).ThenNothing();

    [Fact]
    public void An_end_of_an_earlier_version_changes_nothing() => Given(Booked, Delivered, Reopened).When(Deliver).ThenNothing();

    [Fact]
    public void A_booking_that_is_told_after_the_end_is_watched_up_to_it()
        => Given(new ShipmentWatchEnded("shp-1", 9, Noon)).When(w => ShipmentWatch.Begin(w, Booked)).Then(Booked with { ClosedAt = Noon });

    [Fact]
    public void A_booking_that_is_told_after_an_end_that_nobody_knows_the_time_of_begins_nothing()
        => Given(DeliveredOnce).When(w => ShipmentWatch.Begin(w, Booked)).Then(Booked with { AfterEnd = true });

    [Fact]
    public void An_end_from_before_versions_were_kept_is_reopened_too() => Given(Booked, new ShipmentWatchEnded("shp-1")).When(Reopen).Then(Reopened);

    [Fact]
    public void It_comes_to_the_same_in_whatever_order_and_however_often_it_is_told()
    {
        var amended = new WatchAmendment(6, Noon.ToInstant(), null, new(2, 25, 15));
        Func<ShipmentWatch, Decision>[] told =
        [
            w => ShipmentWatch.Begin(w, Booked), w => ShipmentWatch.Name(w, "shp-1", Booked.HandlingUnits, ["org-lenne"], 1), Deliver, Reopen,
            w => ShipmentWatch.Name(w, "shp-1", null, ["org-ruhr"], 12), w => ShipmentWatch.Amend(w, "shp-1", amended),
        ];
        foreach (var order in Orders(told))
        {
            var (state, watched) = (ShipmentWatch.Initial, (ShipmentWatchBegan?)null);
            foreach (var tell in order.Concat(order))
            {
                foreach (var e in ((Decision.Accepted)tell(state)).Events)
                {
                    state = ShipmentWatch.Stream.Evolve(state, e);
                    watched = e switch
                    {
                        ShipmentWatchBegan began => began,
                        ShipmentWatchAmended a => a.Wanted ?? watched,
                        ShipmentWatchEnded ended => ended.Wanted ?? watched,
                        ShipmentWatchReopened { Again: { } again } => again,
                        _ => watched,
                    };
                }
            }

            (state.Ended, state.StandsAsOf).Should().Be((false, 11));
            watched.Should().BeEquivalentTo(Booked with { Amendments = [amended] });
            ShipmentWatch.Name(state, "shp-1", null, ["org-ruhr"], 12).Should().BeEquivalentTo(Decision.Nothing);
        }
    }

    private static Decision Deliver(ShipmentWatch watch) => ShipmentWatch.End(watch, "shp-1", 9, Noon);

    private static Decision Reopen(ShipmentWatch watch) => ShipmentWatch.Reopen(watch, "shp-1", 11);

    private static IEnumerable<T[]> Orders<T>(T[] all) => all.Length <= 1
        ? [all]
        : Enumerable.Range(0, all.Length).SelectMany(i => Orders<T>([.. all.Where((_, at) => at != i)]).Select(rest => (T[])[all[i], .. rest]));

    private static Given<ShipmentWatch> Given(params object[] events) => new(ShipmentWatch.Stream, events);
}
