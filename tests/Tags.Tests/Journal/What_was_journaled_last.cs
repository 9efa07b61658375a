using FluentAssertions;
using Logistics.Tags.Journal;
using Logistics.Tags.Tests.Doors;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Journal;

public sealed class What_was_journaled_last
{
    private const int Writer = 3;

    private readonly JournalTail _tail = new();
    private long _position;

    [Fact]
    public void Is_found_from_a_position_on()
    {
        Commit(2);

        Positions(after: 0, upTo: _position).Should().Equal((1, 20), (21, 40));
        Positions(after: 20, upTo: _position).Should().Equal((21, 40));
        Positions(after: 0, upTo: 20).Should().Equal((1, 20));
        Positions(after: 40, upTo: 60).Should().BeEmpty();
    }

    [Fact]
    public void Is_not_found_with_a_gap_at_its_beginning()
    {
        Commit(3);
        _tail.Forget(Writer, 20);

        Positions(after: 0, upTo: _position).Should().BeEmpty();
        Positions(after: 20, upTo: _position).Should().Equal((21, 40), (41, 60));
    }

    [Fact]
    public void Is_not_found_from_within_a_batch()
    {
        Commit(3);

        Positions(after: 30, upTo: _position).Should().BeEmpty("31 to 40 would be passed over");
        Positions(after: 40, upTo: _position).Should().Equal((41, 60));
    }

    [Fact]
    public void Of_another_writer_is_unknown() => _tail.Find(Writer + 1, 0, 100).Should().BeEmpty();

    [Fact]
    public void Is_bounded_and_what_is_still_read_stays_readable()
    {
        Commit(1);
        var held = _tail.Find(Writer, 0, _position);
        Commit(20_000);

        Positions(after: 0, upTo: _position).Should().BeEmpty("the oldest were let go");
        held[0].Rows.Row(0).Position.Should().Be(1);
        held[0].Dispose();
    }

    private IEnumerable<(long, long)> Positions(long after, long upTo) => _tail.Find(Writer, after, upTo).Select(part => (part.First, part.Last)).ToArray();

    private void Commit(int batches)
    {
        var committed = new List<WrittenBatch>();
        for (var n = 0; n < batches; n++)
        {
            var rows = Rows();
            var first = _position + 1;
            _position = rows.Stamp(Instant.FromUtc(2026, 11, 20, 12, 0), Writer, _position);
            committed.Add(new(new(RandomBatch.Gateway, null, "b", []), rows, null, first, _position));
        }

        _tail.Add(Writer, committed);
        foreach (var batch in committed) batch.Rows.Dispose();
    }

    private static JournalRows Rows()
    {
        var rows = new JournalRows(RandomBatch.Gateway, "ep-1", 20);
        for (var n = 1; n <= 20; n++) rows.Add(new() { Sequence = n, Tag = "device:a"u8 });
        return rows;
    }
}
