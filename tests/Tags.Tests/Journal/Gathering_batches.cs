using FluentAssertions;
using Logistics.Tags.Journal;
using Xunit;

namespace Logistics.Tags.Tests.Journal;

public sealed class Gathering_batches
{
    private static readonly TimeSpan Since = TimeSpan.FromMilliseconds(3);

    private readonly Gathering _gathering = new();

    [Fact]
    public void A_gateway_alone_waits_for_nobody()
    {
        for (var n = 0; n < 20; n++) _gathering.Began(["gw-1"]);
        _gathering.Rest(waiting: 1, Since).Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void Of_several_gateways_wait_for_each_other_a_little()
    {
        _gathering.Began(["gw-1", "gw-2", "gw-3"]);
        _gathering.Rest(waiting: 1, Since).Should().Be(Gathering.Apart - Since);
    }

    [Fact]
    public void That_are_enough_wait_no_longer()
    {
        _gathering.Began(["gw-1", "gw-2", "gw-3"]);
        _gathering.Rest(Gathering.Enough, Since).Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void After_a_pause_wait_for_nobody()
    {
        _gathering.Began(["gw-1", "gw-2", "gw-3"]);
        _gathering.Rest(waiting: 1, Gathering.Apart).Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void Of_gateways_that_have_gone_are_forgotten()
    {
        _gathering.Began(["gw-1", "gw-2", "gw-3"]);
        for (var n = 0; n < 8; n++) _gathering.Began(["gw-1"]);
        _gathering.Rest(waiting: 1, Since).Should().Be(TimeSpan.Zero);
    }
}
