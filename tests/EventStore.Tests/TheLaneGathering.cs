using FluentAssertions;
using Xunit;

namespace Logistics.EventStore.Tests;

public sealed class TheLaneGathering
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private int waiting;

    [Fact]
    public void Holds_nobody_up_where_one_caller_comes_after_the_other()
    {
        var gathering = Gathering(Timeout.InfiniteTimeSpan);
        gathering.Gather().IsCompleted.Should().BeTrue();
        gathering.Answered(1);
        gathering.Gather().IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task Waits_for_most_of_those_who_were_answered_and_those_who_wait()
    {
        var gathering = Gathering(Timeout.InfiniteTimeSpan);
        waiting = 30;
        gathering.Answered(30);
        var gathered = gathering.Gather();
        waiting = 53;
        gathering.Joined();
        gathered.IsCompleted.Should().BeFalse();

        waiting = 54;
        gathering.Joined();
        await gathered.WaitAsync(Deadline);
    }

    [Fact]
    public void Waits_for_no_more_than_a_batch_holds()
    {
        var gathering = Gathering(Timeout.InfiniteTimeSpan);
        waiting = 5_000;
        gathering.Answered(BatchCollector.MostCallers);
        waiting = BatchCollector.MostCallers;
        gathering.Gather().IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task Lets_the_next_batches_go_at_once_when_nobody_came_back()
    {
        var gathering = Gathering(TimeSpan.FromMilliseconds(1));
        gathering.Answered(30);
        await gathering.Gather().WaitAsync(Deadline);

        gathering.Answered(30);
        gathering.Gather().IsCompleted.Should().BeTrue();
    }

    private LaneGathering Gathering(TimeSpan patience) => new(() => waiting, patience);
}
