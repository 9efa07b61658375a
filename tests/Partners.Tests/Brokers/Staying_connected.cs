using FluentAssertions;
using Logistics.Partners.Brokers;
using NodaTime;
using Xunit;

namespace Logistics.Partners.Tests.Brokers;

public sealed class Staying_connected
{
    private static readonly Instant Rotated = Instant.FromUtc(2026, 11, 20, 12, 0);
    private static readonly Instant Before = Rotated - Duration.FromMinutes(5);
    private static readonly Instant OverlapEnds = Rotated + Duration.FromHours(1);

    [Fact]
    public void A_device_with_the_key_it_came_with_stays() => Device().MayStay(Rotated, OverlapEnds).Should().BeTrue();

    [Fact]
    public void A_revoked_device_leaves() => (Device() with { Active = false }).MayStay(Rotated, Rotated).Should().BeFalse();

    [Fact]
    public void A_replaced_key_is_dead_at_once() => Device().MayStay(Before, Rotated).Should().BeFalse();

    [Fact]
    public void While_both_keys_are_good_everybody_stays() => Overlapping().MayStay(Before, OverlapEnds - Duration.FromSeconds(1)).Should().BeTrue();

    [Fact]
    public void When_the_overlap_ends_whoever_came_before_leaves_and_may_come_back()
    {
        Overlapping().MayStay(Before, OverlapEnds).Should().BeFalse();
        Overlapping().MayStay(OverlapEnds - Duration.FromSeconds(1), OverlapEnds).Should().BeFalse("it may have shown the former key");
        Overlapping().MayStay(OverlapEnds, OverlapEnds + Duration.FromDays(1)).Should().BeTrue();
    }

    private static DeviceStanding Device() => new("gw-1", true, Rotated, null);

    private static DeviceStanding Overlapping() => Device() with { FormerKeyUntil = OverlapEnds };
}
