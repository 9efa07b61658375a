using FluentAssertions;
using Logistics.Specs;
using Logistics.Tags.Journal;
using Xunit;

namespace Logistics.Tags.Tests.Journal;

public sealed class Waiting_for_the_journal
{
    private readonly WaitingRoom room = new(mostReads: 100, mostBytes: 1_000);

    [Fact]
    public void Is_bounded_by_reads()
    {
        room.TryEnter(new(60, 10)).Should().BeTrue();
        room.TryEnter(new(41, 10)).Should().BeFalse();
        room.TryEnter(new(40, 10)).Should().BeTrue();
        room.HasRoom.Should().BeFalse();
    }

    [Fact]
    public void Is_bounded_by_bytes()
    {
        room.TryEnter(new(1, 999)).Should().BeTrue();
        room.TryEnter(new(1, 2)).Should().BeFalse();
        room.TryEnter(new(1, 1)).Should().BeTrue();
    }

    [Fact]
    public void Is_for_one_of_any_size() => room.TryEnter(new(10_000, 1_000_000)).Should().BeTrue();

    [Fact]
    public async Task Goes_on_when_somebody_leaves()
    {
        room.TryEnter(new(100, 10)).Should().BeTrue();
        var waiting = Enumerable.Range(0, 3).Select(_ => room.Enter(new(50, 10), CancellationToken.None).AsTask()).ToArray();
        waiting.Should().NotContain(task => task.IsCompleted);

        room.Leave(new(100, 10));
        await Eventually.True(() => waiting.Count(task => task.IsCompleted) == 2, "two of the three to get in");
        room.Reads.Should().Be(100);
        room.Leave(new(50, 10));
        await Task.WhenAll(waiting);
        room.Reads.Should().Be(100);
    }

    [Fact]
    public async Task Ends_with_whoever_gives_up()
    {
        room.TryEnter(new(100, 10)).Should().BeTrue();
        using var patience = new CancellationTokenSource();
        var waiting = room.Enter(new(1, 1), patience.Token).AsTask();
        await patience.CancelAsync();
        await waiting.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        room.Leave(new(100, 10));
        room.Reads.Should().Be(0);
    }
}
