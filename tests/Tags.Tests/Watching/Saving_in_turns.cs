using FluentAssertions;
using Logistics.Tags.Watching;
using Xunit;

namespace Logistics.Tags.Tests.Watching;

public sealed class Saving_in_turns
{
    private const int Writer = 7;
    private const int Tags = (2 * Checkpoints.SmallTurn) + 1;

    private readonly ShardGroup _group = new([0], new());

    public Saving_in_turns()
    {
        _group.Positions.Move(Writer, 100);
        for (var n = 0; n < Tags; n++) _group.Cache.PutMoved(TagWatch.Of($"tag-{n}", default, "org-owner"));
        _group.SavedAt = -100_000;
    }

    [Fact]
    public void Saves_no_more_than_a_turn_with_a_commit()
    {
        Turns().Should().Equal(Checkpoints.SmallTurn, Checkpoints.SmallTurn, 1);
        _group.Cache.Unsaved.Should().BeEmpty();
    }

    [Fact]
    public void Begins_again_where_the_round_began()
    {
        Turn();
        _group.Positions.Move(Writer, 200);

        Turn();

        _group.Round!.Mark.Of(Writer, atLeast: 0).Should().Be(100);
    }

    [Fact]
    public void Keeps_what_moved_after_its_turn_for_the_next_round()
    {
        var first = Turn()[0];
        _group.Cache.PutMoved(first);

        while (_group.Round is not null) Turn();

        _group.Cache.Unsaved.Should().Equal(first);
    }

    [Fact]
    public void Never_goes_back_in_the_log()
    {
        var round = new JournalMark(new Dictionary<int, long> { [JournalPositions.Log] = 5, [Writer] = 9 });
        var log = new JournalMark(new Dictionary<int, long> { [JournalPositions.Log] = 8 });

        var both = log.And(round);

        both.Of(JournalPositions.Log, atLeast: 0).Should().Be(8);
        both.Of(Writer, atLeast: 0).Should().Be(9);
        both.Of(Writer, atLeast: 10).Should().Be(10);
    }

    private IReadOnlyList<TagWatch> Turn()
    {
        var saved = Checkpoints.Begin(_group, all: false);
        Checkpoints.End(_group, saved, Environment.TickCount64);
        return saved;
    }

    private List<int> Turns()
    {
        var turns = new List<int> { Turn().Count };
        while (_group.Round is not null) turns.Add(Turn().Count);
        return turns;
    }
}
