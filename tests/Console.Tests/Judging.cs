using Logistics.Console.Edge;
using Logistics.Console.LiveMap;
using Logistics.Console.Shipments;
using Logistics.Routing.V1;
using NodaTime;
using Xunit;

namespace Logistics.Console.Tests;

public sealed class Judging
{
    private static readonly Instant Due = Instant.FromUtc(2026, 11, 20, 14, 0);

    [Theory]
    [InlineData("InTransit", -60, "OnTime")]
    [InlineData("InTransit", -5, "AtRisk")]
    [InlineData("InTransit", 1, "Late")]
    [InlineData("Delivered", 90, "Closed")]
    public void An_estimate_is_measured_against_the_appointment(string stage, int p50, string expected)
    {
        var at = Due + Duration.FromMinutes(p50);
        var eta = new EtaRange(at, at + Duration.FromMinutes(10), at + Duration.FromMinutes(30));
        Judgement.Punctuality(Enum.Parse<Stage>(stage), eta, Due).ToString().Should().Be(expected);
    }

    [Fact]
    public void Without_an_estimate_nothing_is_promised() => Judgement.Punctuality(Stage.Booked, null, Due).Should().Be(Punctuality.NoEta);

    [Fact]
    public void A_hub_reached_later_proves_the_hubs_before_it()
    {
        LegItem[] legs = [Leg(0, "A", "B"), Leg(1, "B", "C"), Leg(2, "C", "D")];
        MilestoneItem[] milestones = [Milestone(MilestoneWord.Arrived, "C", 1, Due)];
        Judgement.Stops(legs, milestones).Should().Equal(new Stop("A", true, true), new Stop("B", true, true), new Stop("C", true, false), new Stop("D", false, false));
    }

    [Fact]
    public void The_next_milestone_is_the_one_behind_the_last_that_happened()
    {
        MilestoneItem[] milestones =
            [Milestone(MilestoneWord.Departed, "B", 1, null), Milestone(MilestoneWord.Arrived, "B", 0, Due), Milestone(MilestoneWord.Departed, "A", 0, null), Milestone(MilestoneWord.Arrived, "C", 1, null)];
        Judgement.Next(milestones)!.HubId.Should().Be("B");
        Judgement.Next(milestones)!.Kind.Should().Be(MilestoneWord.Departed);
    }

    [Fact]
    public void Lanes_are_hops_counted_once_for_both_directions()
    {
        var there = new CarrierService { Id = "1", Mode = "road", Calls = { new ServiceCall { HubId = "A" }, new ServiceCall { HubId = "B" } } };
        var back = new CarrierService { Id = "2", Mode = "rail", Calls = { new ServiceCall { HubId = "B" }, new ServiceCall { HubId = "A" } } };
        var lane = LiveMapApi.Lanes([there, back]).Should().ContainSingle().Subject;
        lane.Modes.Should().Equal("rail", "road");
        lane.Services.Should().Be(2);
    }

    private static LegItem Leg(int index, string from, string to) => new(index, "carrier", "service", from, to, null, null, null, OrderState.None);

    private static MilestoneItem Milestone(MilestoneWord kind, string hub, int leg, Instant? actual) => new(kind, hub, leg, null, null, actual, null, false, false, []);
}
