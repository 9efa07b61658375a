using FluentAssertions;
using Logistics.EventStore;
using Logistics.Tags.Gateways;
using Logistics.Tags.ReadPoints;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.Tags;

public sealed class Setting_up_a_gateway
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 20, 12, 0);
    private static readonly GatewayRegistered AtDock = new("gw-1", "org-hub", "rp-dock");
    private static readonly ReadPointRegistered Dock = new("rp-dock", "DEDTM", "dock-in", new(51.5, 7.4), "org-hub");

    [Fact]
    public void A_gateway_is_registered_once_and_moved_by_registering_it_again()
    {
        var gateway = Gateway.Stream.Evolve(Gateway.Initial, AtDock);
        ((Decision.Accepted)Gateway.Register(Gateway.Initial, AtDock)).Events.Should().Equal(AtDock);
        Gateway.Register(gateway, AtDock).Should().BeSameAs(Decision.Nothing);
        var moved = AtDock with { ReadPointId = "rp-gate" };
        ((Decision.Accepted)Gateway.Register(gateway, moved)).Events.Should().Equal(moved);
        ((Decision.Refused)Gateway.Register(gateway, AtDock with { Owner = "org-rival" })).Refusal.Reason.Should().Be(Refusals.GatewayInUse);
    }

    [Fact]
    public void A_gateway_falls_silent_once_and_is_heard_again_by_what_came_later()
    {
        var registered = Gateway.Stream.Evolve(Gateway.Initial, AtDock);
        var fell = new GatewayFellSilent("org-hub", "rp-dock", Noon, "DEDTM");
        ((Decision.Accepted)Gateway.FallSilent(registered, Noon, "DEDTM")).Events.Should().Equal(fell);
        var silent = Gateway.Stream.Evolve(registered, fell);
        Gateway.FallSilent(silent, Noon, "DEDTM").Should().BeSameAs(Decision.Nothing);
        Gateway.Hear(silent, Noon).Should().BeSameAs(Decision.Nothing);
        Gateway.Hear(registered, Noon).Should().BeSameAs(Decision.Nothing);
        var heard = new GatewayHeardAgain("org-hub", "rp-dock", Noon + Duration.FromMinutes(1));
        ((Decision.Accepted)Gateway.Hear(silent, heard.At)).Events.Should().Equal(heard);
        Gateway.FallSilent(Gateway.Initial, Noon, null).Should().BeSameAs(Decision.Nothing, "nobody waits for one that is not registered");
    }

    [Fact]
    public void A_read_point_is_registered_once_and_changed_by_registering_it_again()
    {
        var point = ReadPoint.Stream.Evolve(ReadPoint.Initial, Dock);
        ReadPoint.Register(point, Dock with { Position = new(51.5, 7.4) }).Should().BeSameAs(Decision.Nothing);
        var changed = Dock with { Kind = "dock-out" };
        ((Decision.Accepted)ReadPoint.Register(point, changed)).Events.Should().Equal(changed);
        ((Decision.Refused)ReadPoint.Register(point, Dock with { Owner = "org-rival" })).Refusal.Reason.Should().Be(Refusals.ReadPointInUse);
    }
}
