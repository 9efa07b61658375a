using FluentAssertions;
using Xunit;

namespace Logistics.EventStore.Tests;

public sealed class TheLaneTraffic
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public void Lets_one_caller_go_where_nobody_is_under_way() => Traffic(() => 1).Gather().IsCompleted.Should().BeTrue();

    [Fact]
    public void Lets_a_batch_go_that_is_no_smaller_than_the_one_under_way()
    {
        var traffic = Traffic(() => 3);
        traffic.SetOut(3);
        traffic.Gather().IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task Holds_a_smaller_one_until_enough_have_joined()
    {
        var waiting = 2;
        var traffic = Traffic(() => waiting);
        traffic.SetOut(3);
        var gathering = traffic.Gather();
        traffic.Joined();
        gathering.IsCompleted.Should().BeFalse();

        waiting = 3;
        traffic.Joined();
        await gathering.WaitAsync(Deadline);
    }

    [Fact]
    public async Task Holds_a_smaller_one_until_the_other_has_arrived()
    {
        var traffic = Traffic(() => 1);
        traffic.SetOut(3);
        var gathering = traffic.Gather();
        gathering.IsCompleted.Should().BeFalse();

        traffic.Arrived(3);
        await gathering.WaitAsync(Deadline);
    }

    [Fact]
    public async Task Holds_nobody_for_ever_behind_a_batch_that_does_not_arrive()
    {
        var traffic = new LaneTraffic(() => 1, TimeSpan.FromMilliseconds(20));
        traffic.SetOut(3);
        await traffic.Gather().WaitAsync(Deadline);
    }

    private static LaneTraffic Traffic(Func<int> waiting) => new(waiting, Timeout.InfiniteTimeSpan);
}
