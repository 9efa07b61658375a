using FluentAssertions;
using Logistics.Tags.Journal;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Journal;

public sealed class Waiting_for_a_lane
{
    private readonly JournalQueue _queue = new(lanes: 2);

    [Fact]
    public void Each_gateway_in_turn_gets_a_batch_in()
    {
        Enter("a 1", "a 2", "b 1", "c 1");
        Taken(_queue.Next()).Should().Equal("a 1", "b 1", "c 1", "a 2");
    }

    [Fact]
    public void A_gateway_that_is_being_written_waits()
    {
        Enter("a 1");
        _queue.Next();
        Enter("a 2", "b 1");
        (_queue.Takeable, Taken(_queue.Next())[0]).Should().Be((1, "b 1"));
    }

    [Fact]
    public void Afterwards_it_goes_on_where_it_stood()
    {
        Enter("a 1");
        var first = _queue.Next();
        Enter("a 2", "a 3");
        _queue.Done(first);
        Taken(_queue.Next()).Should().Equal("a 2", "a 3");
    }

    [Fact]
    public void The_same_sequences_wait_for_the_commit_after_and_what_follows_with_them()
    {
        Enter("a 1", "a 1", "a 2");
        var first = _queue.Next();
        _queue.Done(first);
        (Taken(first).Count, string.Join(',', Taken(_queue.Next()))).Should().Be((1, "a 1,a 2"));
    }

    [Fact]
    public void In_a_rush_each_lane_takes_its_share_of_the_gateways()
    {
        Enter([.. "abcdefgh".SelectMany(gateway => Enumerable.Range(1, 4).Select(n => $"{gateway} {n}"))]);
        (Gateways(_queue.Next()), Gateways(_queue.Next())).Should().Be(("abcd", "efgh"));
    }

    [Fact]
    public void A_commit_takes_only_so_many_reads()
    {
        for (var n = 0; n < 4; n++) _queue.Enter(Of("a", 1 + (n * 9_000L), 9_000));
        _queue.Next().Count.Should().Be(3);
    }

    [Fact]
    public async Task When_nobody_commits_any_more_all_are_told()
    {
        var (waits, late) = (Of("a", 1, 1), Of("a", 2, 1));
        _queue.Enter(waits);
        _queue.Close();
        _queue.Enter(late);
        await FluentActions.Awaiting(() => Task.WhenAll(waits.Done.Task, late.Done.Task)).Should().ThrowAsync<JournalAwayException>();
    }

    [Fact]
    public async Task Whoever_waits_for_a_batch_is_woken_by_it()
    {
        var ready = _queue.Ready(CancellationToken.None);
        Enter("a 1");
        await ready.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Or_by_the_end_of_the_commit_that_held_it_up()
    {
        Enter("a 1");
        var first = _queue.Next();
        Enter("a 2");
        var ready = _queue.Ready(CancellationToken.None);
        _queue.Done(first);
        await ready.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <param name="batches">Gateway and sequence.</param>
    private void Enter(params string[] batches)
    {
        foreach (var batch in batches) _queue.Enter(Of(batch[..1], long.Parse(batch[2..], null), 1));
    }

    private static Post Of(string gateway, long first, int reads)
        => new(new(new(gateway, "org", null), "epoch", "", [.. Enumerable.Range(0, reads).Select(n => Read(first + n))]), new());

    private static IncomingRead Read(long sequence)
        => new() { Index = 0, Sequence = sequence, TagId = "tag", EventTime = Instant.FromUnixTimeTicks(0), AsItCame = () => "{}" };

    private static List<string> Taken(IEnumerable<Post> group) => [.. group.Select(post => $"{post.Batch.Gateway.Id} {post.Batch.Sequences!.Value.First}")];

    private static string Gateways(IEnumerable<Post> group) => string.Concat(group.Select(post => post.Batch.Gateway.Id).Distinct());
}
