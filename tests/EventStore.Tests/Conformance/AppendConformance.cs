using FluentAssertions;
using Xunit;

namespace Logistics.EventStore.Tests.Conformance;

/// <summary>Append, conflict, repetition, archive.</summary>
public abstract class AppendConformance<TFixture>(TFixture store) : Conformance<TFixture>(store)
    where TFixture : StoreFixture
{
    [Fact]
    public async Task An_append_is_read_back_with_all_that_went_with_it()
    {
        var context = new CommandContext { CorrelationId = "c", CausationId = "d", Actor = "client \"7\"" };
        var position = Position(await Append(Stream, 0, context, Booked, Moved("Hagen")));

        var events = await Log.Load(Stream, 0, default);
        events.Select(e => e.Data).Should().Equal(Booked, Moved("Hagen"));
        events.Select(e => (e.StreamId, e.Version, e.Type)).Should().Equal((Stream, 1, "parcel-booked.v1"), (Stream, 2, "parcel-moved.v1"));
        events[1].Position.Should().Be(position).And.BeGreaterThan(events[0].Position);
        events.Select(e => e.Metadata).Should().AllBeEquivalentTo(new EventMetadata("c", "d", "client \"7\""));
        events.Select(e => e.Id).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_append_at_another_version_is_a_conflict(long expected)
    {
        await Append(0, Booked, Moved("Hamm"));

        (await Append(expected, Moved("Unna"))).Should().Be(new AppendOutcome.VersionConflict(Stream, 2));
        (await Log.Load(Stream, 0, default)).Should().HaveCount(2);
        Position(await Append(2, Moved("Unna"))).Should().BePositive();
    }

    [Fact]
    public async Task An_append_without_a_version_goes_behind_whatever_is_there()
    {
        Position(await Append(null, Booked)).Should().BePositive();
        Position(await Append(null, Moved("Hamm"))).Should().BePositive();
        (await Log.Load(Stream, 0, default)).Select(e => e.Version).Should().Equal(1, 2);
    }

    [Fact]
    public async Task An_append_to_several_streams_is_all_or_nothing()
    {
        await Append(0, Booked);
        var both = (long second) => Log.Append(
            [new(Stream + "-b", "parcel", 0, [Moved("Unna")]), new(Stream, "parcel", second, [Moved("Unna")])], CommandContext.None, default);

        (await both(0)).Should().Be(new AppendOutcome.VersionConflict(Stream, 1));
        (await Log.Load(Stream + "-b", 0, default)).Should().BeEmpty();
        Position(await both(1)).Should().BePositive();
        (await Log.Load(Stream + "-b", 0, default)).Should().ContainSingle();
    }

    [Fact]
    public async Task One_of_many_who_expect_the_same_version_wins()
    {
        await Append(0, Booked);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Append(1, Moved($"{n}"))));

        outcomes.OfType<AppendOutcome.Appended>().Should().ContainSingle();
        outcomes.OfType<AppendOutcome.VersionConflict>().Should().HaveCount(7);
        (await Log.Load(Stream, 0, default)).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_repeated_key_gets_the_first_answer_and_another_request_is_told_so()
    {
        var context = new CommandContext { IdempotencyKey = $"org:{Id}", RequestDigest = "d", Answer = "{\"id\":1}" };
        var position = Position(await Append(Stream, 0, context, Booked));
        await Append(Stream + "-b", 0, CommandContext.None, Booked);

        (await Append(Stream, 0, context, Booked)).Should().Be(new AppendOutcome.Repeated(position, "{\"id\":1}"));
        (await Log.FindRepetition(context, default)).Should().Be(new AppendOutcome.Repeated(position, "{\"id\":1}"));
        (await Append(Stream, 0, context with { RequestDigest = "e" }, Booked)).Should().BeOfType<AppendOutcome.KeyReused>();
        (await Log.FindRepetition(context with { IdempotencyKey = $"other:{Id}" }, default)).Should().BeNull();
        (await Log.Load(Stream, 0, default)).Should().ContainSingle();
    }

    [Fact]
    public async Task A_message_has_one_effect_for_each_consumer()
    {
        var context = new CommandContext { Inbox = new("mover", Guid.NewGuid()) };
        var position = Position(await Append(Stream, null, context, Moved("Hamm")));

        (await Append(Stream, null, context, Moved("Hamm"))).Should().Be(new AppendOutcome.Repeated(position, null));
        Position(await Append(Stream, null, new() { Inbox = context.Inbox! with { Consumer = "weigher" } }, Moved("Hamm"))).Should().BePositive();
        (await Log.Load(Stream, 0, default)).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_key_can_be_remembered_without_events()
    {
        var context = new CommandContext { IdempotencyKey = $"org:{Id}", RequestDigest = "d", Answer = "nothing to do" };
        (await Log.Append([], context, default)).Should().BeOfType<AppendOutcome.Appended>();
        (await Log.Append([], context, default)).Should().BeOfType<AppendOutcome.Repeated>().Which.Answer.Should().Be("nothing to do");
    }

    [Fact]
    public async Task An_event_that_nobody_registered_is_the_callers_error()
    {
        var append = () => Append(0, new ParcelForgotten(new(Id)));
        await append.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task An_archived_stream_takes_no_more_events_and_is_left_out_of_loads_unless_asked_for()
    {
        await Append(0, Booked, Moved("Hamm"));
        (await Log.Archive(Stream, default)).Should().BeTrue();
        (await Log.Archive(Stream + "-none", default)).Should().BeFalse();

        (await Append(null, Moved("Unna"))).Should().Be(new AppendOutcome.Archived(Stream));
        (await Log.Load(Stream, 0, default)).Should().BeEmpty();
        (await Log.LoadArchived(Stream, 0, default)).Should().HaveCount(2);
    }
}
