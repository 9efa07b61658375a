using FluentAssertions;
using Xunit;

namespace Logistics.EventStore.Tests.Conformance;

/// <summary>Load, order, the log from a position, and deciding over it.</summary>
public abstract class LogConformance<TFixture>(TFixture store) : Conformance<TFixture>(store)
    where TFixture : StoreFixture
{
    [Fact]
    public async Task A_stream_is_loaded_in_order_from_where_one_likes()
    {
        await Append(0, Booked, Moved("Hamm"), Moved("Unna"));
        (await Log.Load(Stream, 1, default)).Select(e => e.Version).Should().Equal(2, 3);
        (await Log.Load(Stream, 3, default)).Should().BeEmpty();
        (await Log.Load(Stream + "-none", 0, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task An_old_version_is_loaded_as_the_newest()
    {
        await Append(0, new ParcelLabelledTwice(new(Id), "L", "P"));
        (await Log.Load(Stream, 0, default)).Single().Type.Should().Be("parcel-labelled.v2");
        var old = () => Append(1, new ParcelLabelled(new(Id), "L"));
        await old.Should().ThrowAsync<ArgumentException>("only the newest version is appended");
    }

    [Fact]
    public async Task The_log_is_read_page_by_page_and_ends_at_its_head()
    {
        var start = await Log.Head(default);
        await Append(0, [.. Enumerable.Range(0, 25).Select(n => Moved($"{n}"))]);
        var last = Position(await Append(25, Moved("last")));

        var read = new List<StoredEvent>();
        for (var page = await Page(start); page.Count > 0; page = await Page(read[^1].Position)) read.AddRange(page);
        read.Where(e => e.StreamId == Stream).Select(e => e.Version).Should().Equal(Enumerable.Range(1, 26).Select(n => (long)n));
        (await Log.Head(default)).Should().BeGreaterThanOrEqualTo(last);

        async Task<IReadOnlyList<StoredEvent>> Page(long after)
        {
            await Store.WaitFor("Heard", last);
            var page = await Log.ReadLog(after, 7, default);
            page.Should().HaveCountLessThanOrEqualTo(7);
            return page;
        }
    }

    [Fact]
    public async Task A_reader_that_goes_on_from_its_last_position_misses_nothing_under_concurrent_writers()
    {
        const int writers = 8;
        const int appends = 30;
        var start = await Log.Head(default);
        var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < appends; n++) await Append($"{Stream}-{writer % 3}", null, CommandContext.None, Moved($"{writer}:{n}"));
        })));

        var seen = new List<StoredEvent>();
        using var deadline = new CancellationTokenSource(StoreFixture.Soon);
        while (seen.Count(e => e.StreamId.StartsWith(Stream, StringComparison.Ordinal)) < writers * appends)
            seen.AddRange(await Log.ReadLog(seen.Count == 0 ? start : seen[^1].Position, 50, deadline.Token));
        await writing;

        seen.Select(e => e.Position).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        seen.Select(e => e.RecordedAt).Should().BeInAscendingOrder();
        foreach (var stream in seen.GroupBy(e => e.StreamId))
            stream.Select(e => e.Version).Should().Equal(Enumerable.Range(1, stream.Count()).Select(n => (long)n));
    }

    [Fact]
    public async Task Who_was_overtaken_decides_again()
    {
        var transactor = new Transactor(Log);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => transactor.Transact(
            Parcel.Stream, Id, state => Decision.Accept(Moved($"{state.Moves + 1}")), CommandContext.None, default)));

        outcomes.Select(outcome => outcome.State.Moves).Should().BeEquivalentTo([1, 2, 3, 4, 5]);
        (await transactor.Load(Parcel.Stream, Id, default)).Should().Be((new Parcel(0, 5, "5"), 5));
    }

    [Fact]
    public async Task A_command_on_an_archived_stream_is_refused()
    {
        await Append(0, Booked);
        await Log.Archive(Stream, default);
        var refused = await new Transactor(Log).Transact(Parcel.Stream, Id, _ => Decision.Accept(Booked), CommandContext.None, default);
        refused.Refused!.Reason.Should().Be(Refusal.Archived);
    }
}
