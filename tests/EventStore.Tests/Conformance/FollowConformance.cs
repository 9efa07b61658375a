using FluentAssertions;
using Xunit;

namespace Logistics.EventStore.Tests.Conformance;

/// <summary>Subscriptions, projections, rebuild.</summary>
public abstract class FollowConformance<TFixture>(TFixture store) : Conformance<TFixture>(store)
    where TFixture : StoreFixture
{
    [Fact]
    public async Task A_subscription_hears_everything_in_order_under_concurrent_writers()
    {
        var positions = await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            var last = 0L;
            for (var n = 0; n < 20; n++) last = Position(await Append($"{Stream}-{writer % 2}", null, CommandContext.None, Moved($"{writer}:{n}")));
            return last;
        })));
        (await Store.WaitFor("Heard", positions.Max())).Should().BeTrue();

        var heard = Heard();
        heard.Should().HaveCount(120).And.BeInAscendingOrder(e => e.Position);
        foreach (var stream in heard.GroupBy(e => e.StreamId))
            stream.Select(e => e.Version).Should().Equal(Enumerable.Range(1, stream.Count()).Select(n => (long)n));
    }

    [Fact]
    public async Task A_subscription_that_fails_is_given_the_same_again()
    {
        Store.HeardEvents.FailNext = 2;
        var position = Position(await Append(0, Booked, Moved("Hamm")));

        (await Store.WaitFor("Heard", position)).Should().BeTrue();
        Store.HeardEvents.Left.Should().BeFalse("it did fail");
        Heard().Select(e => e.Version).Distinct().Should().Equal(1, 2);
    }

    [Fact]
    public async Task A_subscription_goes_on_after_a_restart_where_it_was()
    {
        (await Store.WaitFor("Heard", Position(await Append(0, Booked)))).Should().BeTrue();
        await Store.Restart();
        (await Store.WaitFor("Heard", Position(await Append(1, Moved("Hamm"))))).Should().BeTrue();

        Heard().Select(e => e.Version).Should().Equal(1, 2);
    }

    [Fact]
    public async Task A_projection_folds_documents_and_deletes_them()
    {
        (await Store.WaitFor("ParcelCards", Position(await Append(0, Booked, Moved("Hamm"), Moved("Unna"))))).Should().BeTrue();
        (await Store.Document<ParcelCard>(Stream)).Should().Be(new ParcelCard(Stream, "Unna", 2));
        (await Store.Document<ParcelCard>(Stream + "-none")).Should().BeNull();

        (await Store.WaitFor("ParcelCards", Position(await Append(3, Moved("scrap"))))).Should().BeTrue();
        (await Store.Document<ParcelCard>(Stream)).Should().BeNull();
    }

    [Fact]
    public async Task A_rebuild_ends_where_the_live_projection_is_while_appends_go_on()
    {
        for (var n = 0; n < 20; n++) await Append($"{Stream}-{n}", 0, CommandContext.None, Booked, Moved("Hamm"), Moved(n % 5 == 0 ? "scrap" : "Unna"));
        var meanwhile = Task.Run(async () =>
        {
            var last = 0L;
            for (var n = 0; n < 20; n++) last = Position(await Append($"{Stream}-{n}", 3, CommandContext.None, Moved("Olpe")));
            return last;
        });
        await Store.Rebuild("ParcelCards");

        (await Store.WaitFor("ParcelCards", await meanwhile)).Should().BeTrue();
        for (var n = 0; n < 20; n++)
            (await Store.Document<ParcelCard>($"{Stream}-{n}")).Should().Be(new ParcelCard($"{Stream}-{n}", "Olpe", n % 5 == 0 ? 1 : 3));
    }

    private List<StoredEvent> Heard() => [.. Store.HeardEvents.All.Where(e => e.StreamId.StartsWith(Stream, StringComparison.Ordinal))];
}
