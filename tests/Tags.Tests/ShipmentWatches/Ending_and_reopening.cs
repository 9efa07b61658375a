using FluentAssertions;
using Logistics.EventStore;
using Logistics.Specs;
using Logistics.Tags.ShipmentWatches;
using Xunit;

namespace Logistics.Tags.Tests.ShipmentWatches;

public sealed class Ending_and_reopening
{
    private static readonly ShipmentWatchBegan Booked = new("shp-1", ["106141412345678908"], new(2, 8, 15));
    private static readonly ShipmentWatchEnded Delivered = new("shp-1", 9);
    private static readonly ShipmentWatchReopened Reopened = new("shp-1", Booked, 11);

    [Fact]
    public void It_is_watched_until_its_end() => Given(Booked).When(w => ShipmentWatch.End(w, "shp-1", 9)).Then(Delivered);

    [Fact]
    public void Ending_again_records_nothing() => Given(Booked, Delivered).When(w => ShipmentWatch.End(w, "shp-1", 9)).ThenNothing();

    [Fact]
    public void Reopened_it_is_watched_again() => Given(Booked, Delivered).When(w => ShipmentWatch.Reopen(w, "shp-1", 11)).Then(Reopened).Ended.Should().BeFalse();

    [Fact]
    public void Reopening_again_records_nothing() => Given(Booked, Delivered, Reopened).When(w => ShipmentWatch.Reopen(w, "shp-1", 11)).ThenNothing();

    [Fact]
    public void An_end_of_an_earlier_version_changes_nothing() => Given(Booked, Delivered, Reopened).When(w => ShipmentWatch.End(w, "shp-1", 9)).ThenNothing();

    [Fact]
    public void A_booking_that_is_told_after_the_end_begins_nothing()
        => Given(Delivered).When(w => ShipmentWatch.Begin(w, Booked)).Then(Booked with { AfterEnd = true });

    [Fact]
    public void An_end_from_before_versions_were_kept_is_reopened_too()
        => Given(Booked, new ShipmentWatchEnded("shp-1")).When(w => ShipmentWatch.Reopen(w, "shp-1", 11)).Then(Reopened);

    [Fact]
    public void It_comes_to_the_same_in_whatever_order_and_however_often_it_is_told()
    {
        Func<ShipmentWatch, Decision>[] told =
        [
            w => ShipmentWatch.Begin(w, Booked), w => ShipmentWatch.Name(w, "shp-1", Booked.HandlingUnits, ["org-lenne"], 1), w => ShipmentWatch.End(w, "shp-1", 9),
            w => ShipmentWatch.Reopen(w, "shp-1", 11), w => ShipmentWatch.Name(w, "shp-1", null, ["org-ruhr"], 12),
        ];
        foreach (var order in Orders(told))
        {
            var (state, watched) = (ShipmentWatch.Initial, false);
            foreach (var tell in order.Concat(order))
            {
                foreach (var e in ((Decision.Accepted)tell(state)).Events)
                {
                    state = ShipmentWatch.Stream.Evolve(state, e);
                    watched = e is ShipmentWatchBegan { AfterEnd: false } or ShipmentWatchReopened { Again: not null } || (watched && e is not ShipmentWatchEnded);
                }
            }

            (state.Ended, state.StandsAsOf, watched).Should().Be((false, 11, true));
            ShipmentWatch.Name(state, "shp-1", null, ["org-ruhr"], 12).Should().BeEquivalentTo(Decision.Nothing);
        }
    }

    private static IEnumerable<T[]> Orders<T>(T[] all) => all.Length <= 1
        ? [all]
        : Enumerable.Range(0, all.Length).SelectMany(i => Orders<T>([.. all.Where((_, at) => at != i)]).Select(rest => (T[])[all[i], .. rest]));

    private static Given<ShipmentWatch> Given(params object[] events) => new(ShipmentWatch.Stream, events);
}
