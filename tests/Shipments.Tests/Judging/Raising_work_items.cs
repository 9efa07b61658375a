using FluentAssertions;
using Logistics.Shipments.Gateways;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.TransportOrders;
using Logistics.Shipments.WorkItems;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Raising_work_items
{
    private static readonly Shipment Planned = Known.Folded(Known.Booked, Known.Assigned);

    [Fact]
    public void In_time_nothing_is_raised() => After(Planned, Known.Estimate(Known.At(15, 10))).Should().BeEmpty();

    [Fact]
    public void Late_is_raised_once_and_again_when_it_gets_worse()
    {
        var late = With(Planned, Known.Estimate(Known.At(18, 20)));
        Raised(Planned, late).Should().Equal(WorkItemKind.Late);
        Raised(late, With(late, Known.Estimate(Known.At(18, 25), 3))).Should().BeEmpty("five minutes more are no news");
        Raised(late, With(late, Known.Estimate(Known.At(19, 10), 3))).Should().Equal(WorkItemKind.Late);
    }

    [Fact]
    public void Late_is_cleared_when_it_is_in_time_again_and_does_not_flap()
    {
        var late = With(Planned, Known.Estimate(Known.At(18, 20)));
        var hardly = With(late, Known.Estimate(Known.At(18, 5), 3));
        Policies.After(late, hardly).Should().BeEmpty();
        Cleared(hardly, With(hardly, Known.Estimate(Known.At(17, 50), 4))).Should().Equal(WorkItemKind.Late);
    }

    [Fact]
    public void Late_is_cleared_when_it_has_arrived()
    {
        var late = With(Planned, Known.Estimate(Known.At(18, 20)));
        Cleared(late, With(late, Known.Actual(MilestoneKind.Arrived, "DESIE", 1, Known.Read(Known.At(18, 15))))).Should().Equal(WorkItemKind.Late);
    }

    [Fact]
    public void A_slipping_estimate_is_raised_while_still_in_time()
    {
        var slipping = With(Planned, Known.Estimate(Known.At(15, 45)));
        Raised(Planned, slipping).Should().Equal(WorkItemKind.EtaSlipping);
        Cleared(slipping, With(slipping, Known.Estimate(Known.At(15, 5), 3))).Should().Equal(WorkItemKind.EtaSlipping);
    }

    [Fact]
    public void Slipping_gives_way_to_late()
    {
        var slipping = With(Planned, Known.Estimate(Known.At(15, 45)));
        var late = With(slipping, Known.Estimate(Known.At(18, 30), 3));
        Raised(slipping, late).Should().Equal(WorkItemKind.Late);
        Cleared(slipping, late).Should().Equal(WorkItemKind.EtaSlipping);
    }

    [Fact]
    public void A_missed_connection_is_raised_and_cleared_by_a_new_plan()
    {
        var missed = With(Planned, Known.Estimate(Known.At(15, 10), 2, 1));
        Raised(Planned, missed).Should().Equal(WorkItemKind.MissedConnection);
        Cleared(missed, With(missed, Known.Assigned with { ItineraryVersion = 2, SourceVersion = 3 })).Should().Equal(WorkItemKind.MissedConnection);
    }

    [Fact]
    public void A_misdirected_shipment_is_raised_and_cleared_where_it_is_on_its_way_again()
    {
        var lost = With(Planned, Known.Actual(MilestoneKind.Arrived, "DEHAM", -1, Known.Read(Known.At(12))));
        Raised(Planned, lost).Should().Equal(WorkItemKind.Misdirected);
        Cleared(lost, With(lost, Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(14), "gw-2/1/1")))).Should().Equal(WorkItemKind.Misdirected);
    }

    [Fact]
    public void An_excursion_is_raised_and_when_it_ends_must_have_been_seen()
    {
        var warm = With(Planned, Known.Warm());
        Raised(Planned, warm).Should().Equal(WorkItemKind.Excursion);
        var ended = new ExcursionEnded("tag-1", Known.Unit, 4, "temperature", Known.Local(Known.At(12)), Known.Local(Known.At(13)), 12, "CEL");
        Policies.After(warm, With(warm, ended)).OfType<WorkItemCommand.Clear>().Should().ContainSingle().Which.OnlyIfSeen.Should().BeTrue();
    }

    [Theory]
    [InlineData("tag-detached", "the tag was taken off")]
    [InlineData("shipment-closed", "the shipment was closed")]
    [InlineData("unit-withdrawn", "the unit left the shipment")]
    public void An_excursion_that_nobody_watched_to_its_end_says_so(string endedBy, string why)
    {
        var warm = With(Planned, Known.Warm());
        var over = new ExcursionEnded("tag-1", Known.Unit, 4, "temperature", Known.Local(Known.At(12)), Known.Local(Known.At(13)), 12, "CEL") { EndedBy = endedBy };
        var commands = Policies.After(warm, With(warm, over));
        commands.OfType<WorkItemCommand.Clear>().Should().ContainSingle().Which.Should().Match<WorkItemCommand.Clear>(c => c.Note == $"It lasted to the end, when {why}." && c.OnlyIfSeen);
        commands.OfType<WorkItemCommand.Restate>().Should().ContainSingle().Which.Cause.Text.Should().EndWith($"from 2026-11-20 12:00Z to 2026-11-20 13:00Z, when {why}.");
    }

    [Fact]
    public void An_excursion_is_told_in_plain_words_and_with_parameters()
    {
        var cause = Policies.Findings(With(Planned, Known.Warm())).Single().Cause;
        cause.Text.Should().Be($"Temperature on {Known.Unit} up to 11.5 °C, allowed 2 to 8 °C, since 2026-11-20 12:00Z.");
        cause.Parameters.Should().Contain(new Dictionary<string, string> { ["peak"] = "11.5", ["unit"] = "CEL", ["since"] = "2026-11-20T12:00:00Z" });
        cause.Links.Should().Equal(new CauseLink("tag", "tag-1"), new CauseLink("handling-unit", Known.Unit));
    }

    [Theory]
    [InlineData("temperature", 9.5, "CEL", "2 to 8 CEL, 15 min", "9.5 °C, allowed 2 to 8 °C, 15 min,")]
    [InlineData("shock", 7.5, "K40", "at most 5 K40, 0 min", "7.5 g, allowed at most 5 g, 0 min,")]
    public void Units_of_measure_are_told_as_people_say_them(string condition, double peak, string unit, string limits, string told)
        => Policies.Findings(With(Planned, Known.Warm() with { Condition = condition, Peak = peak, Unit = unit, Limits = limits }))
            .Single().Cause.Text.Should().Contain(told);

    [Fact]
    public void An_excursion_that_late_reads_move_is_restated_and_one_that_was_none_is_cleared_unseen()
    {
        var warm = With(Planned, Known.Numbered);
        var longer = With(warm, Known.Longer);
        Policies.After(warm, longer).OfType<WorkItemCommand.Restate>().Should().ContainSingle().Which.Cause.Text.Should().Be(
            $"Temperature on {Known.Unit} up to 12.5 °C, allowed 2 to 8 °C, from 2026-11-20 11:00Z to 2026-11-20 12:40Z.");
        Policies.After(longer, With(longer, Known.None)).Should().ContainSingle().Which.Should().BeOfType<WorkItemCommand.Clear>().Which.OnlyIfSeen.Should().BeFalse();
    }

    [Fact]
    public void Goods_that_move_while_held_are_raised_until_the_hold_is_released()
    {
        var held = With(Planned, new ShipmentHeld(HoldKind.Customs, "Papers are missing.", Known.Hub, Known.At(10)));
        var moved = With(held, Known.Actual(MilestoneKind.Departed, "DEDTM", 0, Known.Read(Known.At(11))));
        Raised(held, moved).Should().Equal(WorkItemKind.MovedWhileHeld);
        Cleared(moved, With(moved, new ShipmentReleased(HoldKind.Customs, Known.Hub, Known.At(12)))).Should().Equal(WorkItemKind.MovedWhileHeld);
    }

    [Fact]
    public void Missing_and_lost_units_are_raised_until_they_are_seen_or_found()
    {
        var left = With(Planned, Known.Actual(MilestoneKind.Departed, "DEDTM", 0, Known.Report(Known.At(11), "r-1", Known.Unit, Known.SecondUnit)));
        var arrived = With(left, Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12), "gw-2/1/1")));
        var on = With(arrived, Known.Actual(MilestoneKind.Departed, "DEHAG", 1, Known.Read(Known.At(13), "gw-2/1/2")));
        Raised(arrived, on).Should().Equal(WorkItemKind.MissingUnits);
        var lost = With(on, new HandlingUnitsLost([Known.SecondUnit], "Nowhere.", Known.Carrier, Known.At(14)));
        Raised(on, lost).Should().Equal(WorkItemKind.Lost);
        Cleared(on, lost).Should().Equal(WorkItemKind.MissingUnits);
        var seen = With(lost, Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Report(Known.At(15), "r-2", Known.SecondUnit)));
        Raised(lost, With(lost, Known.Actual(MilestoneKind.Departed, "DEHAG", 1, Known.Report(Known.At(15), "r-2", Known.SecondUnit)))).Should().NotContain(WorkItemKind.MissingUnits);
        Raised(lost, seen).Should().Contain(WorkItemKind.Lost, "it was seen since");
        Cleared(seen, With(seen, new HandlingUnitsFound([Known.SecondUnit], Known.Carrier, Known.At(16)))).Should().Contain(WorkItemKind.Lost);
    }

    [Fact]
    public void A_partial_delivery_is_raised_until_the_rest_is_delivered()
    {
        var partly = With(Planned, Known.Actual(MilestoneKind.Delivered, "DESIE", 1, Known.Report(Known.At(16), "r-1", Known.Unit)));
        Raised(Planned, partly).Should().Contain(WorkItemKind.PartialDelivery);
        Cleared(partly, With(partly, Known.Actual(MilestoneKind.Delivered, "DESIE", 1, Known.Report(Known.At(17), "r-2", Known.SecondUnit))))
            .Should().Contain(WorkItemKind.PartialDelivery);
    }

    [Fact]
    public void A_failed_attempt_is_raised_again_with_the_next_and_cleared_by_the_delivery()
    {
        var once = With(Planned, Known.Actual(MilestoneKind.DeliveryAttempted, "DESIE", 1, Known.Report(Known.At(16), "r-1", Known.Unit, Known.SecondUnit) with { Remark = "Nobody there." }));
        Raised(Planned, once).Should().Equal(WorkItemKind.DeliveryFailed);
        var twice = With(once, Known.Actual(MilestoneKind.DeliveryAttempted, "DESIE", 1, Known.Report(Known.At(18), "r-2", Known.Unit, Known.SecondUnit)));
        Raised(once, twice).Should().Equal(WorkItemKind.DeliveryFailed);
        Cleared(twice, With(twice, Known.Actual(MilestoneKind.Delivered, "DESIE", 1, Known.Report(Known.At(19), "r-3", Known.Unit, Known.SecondUnit))))
            .Should().Contain(WorkItemKind.DeliveryFailed);
    }

    [Fact]
    public void A_delivery_that_the_reads_contradict_is_raised_though_it_closes_the_shipment()
    {
        var inHagen = With(Planned, Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12))));
        var report = Known.Actual(MilestoneKind.Delivered, "DESIE", 1, Known.Report(Known.At(16), "r-1", Known.Unit, Known.SecondUnit));
        var delivered = With(With(inHagen, report), new ShipmentDelivered(report.At));
        Policies.Findings(delivered).Should().ContainSingle().Which.Should().Match<Finding>(
            f => f.Kind == WorkItemKind.Contradiction && f.Severity == Severity.Critical && f.HubId == "DEHAG" && f.MustBeSeen);
    }

    [Fact]
    public void A_silent_tag_is_raised_and_cleared_when_it_is_heard()
    {
        var silent = With(Planned, new TagFellSilent("tag-1", Known.Unit, 5, Known.Local(Known.At(11))));
        Raised(Planned, silent).Should().Equal(WorkItemKind.SilentTag);
        Cleared(silent, With(silent, new TagHeardAgain("tag-1", Known.Unit, 6, Known.Local(Known.At(12))))).Should().Equal(WorkItemKind.SilentTag);
    }

    [Fact]
    public void A_tag_that_is_silent_with_its_gateway_is_blamed_on_the_gateway()
    {
        var silent = With(Planned, new TagFellSilent("tag-1", Known.Unit, 5, Known.Local(Known.At(11))) { SilentGatewayId = "gw-1" });
        var finding = Policies.Findings(silent).Should().ContainSingle().Subject;
        (finding.Kind, finding.Action).Should().Be((WorkItemKind.SilentTag, Actions.CheckGateway));
        finding.Cause.Text.Should().Be($"Tag tag-1 on {Known.Unit} was last heard at 2026-11-20 11:00Z by gateway gw-1, which has been silent since too.");
        finding.Cause.Links.Should().Contain(new CauseLink("gateway", "gw-1"));
    }

    [Fact]
    public void A_silent_gateway_at_a_hub_is_raised_and_cleared_when_it_is_heard()
    {
        var (heard, mute) = (Gateway.Stream.Initial, Gateway.Evolve(Gateway.Stream.Initial, Known.Mute));
        Policies.After("gw-1", heard, mute).Should().ContainSingle().Which.Should().BeOfType<WorkItemCommand.Raise>().Which.Finding.Should().Match<Finding>(
            f => f.Kind == WorkItemKind.SilentGateway && f.Subject == "gw-1" && f.HubId == "DEDTM" && f.Severity == Severity.Warning
                && f.Cause.Text == "Gateway gw-1 at DEDTM was last heard at 2026-11-20 12:00Z: what comes and goes at rp-dock is not seen.");
        Policies.After("gw-1", mute, heard).Should().ContainSingle().Which.Should().BeOfType<WorkItemCommand.Clear>();
        Policies.Findings("gw-1", Gateway.Evolve(heard, Known.Mute with { HubId = null })).Should().BeEmpty("a truck's blinds no hub");
    }

    [Fact]
    public void A_low_battery_is_raised_restated_as_it_sinks_raised_again_when_nearly_empty_and_cleared_when_it_is_charged()
    {
        var low = With(Planned, Known.Low);
        Policies.Findings(low).Should().ContainSingle().Which.Should().Match<Finding>(
            f => f.Kind == WorkItemKind.LowBattery && f.Severity == Severity.Info && f.Action == Actions.ChargeTag
                && f.Cause.Text == $"The battery of tag tag-1 on {Known.Unit} is down to 18 %, low since 2026-11-20 12:00Z.");
        var lower = With(low, Known.Low with { SourceVersion = 8, Percent = 12 });
        Raised(low, lower).Should().BeEmpty();
        Policies.After(low, lower).Should().ContainSingle().Which.Should().BeOfType<WorkItemCommand.Restate>().Which.Cause.Text.Should().Contain("12 %");
        var empty = With(lower, Known.Low with { SourceVersion = 9, Percent = 7 });
        Raised(lower, empty).Should().Equal(WorkItemKind.LowBattery);
        Policies.Findings(empty).Single().Severity.Should().Be(Severity.Warning);
        Cleared(empty, With(empty, new BatteryRecovered("tag-1", Known.Unit, 10, Known.Local(Known.At(13)), 96))).Should().Equal(WorkItemKind.LowBattery);
    }

    [Fact]
    public void Sources_that_disagree_are_raised()
    {
        var reported = With(Planned, Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Report(Known.At(12), "r-1", Known.Unit)));
        Raised(reported, With(reported, Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12, 31))))).Should().Equal(WorkItemKind.Contradiction);
        Raised(reported, With(reported, Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12, 30))))).Should().BeEmpty();
    }

    [Fact]
    public void No_plan_is_raised_and_cleared_by_a_plan()
    {
        var booked = Known.Folded(Known.Booked);
        var unplanned = With(booked, new PlanFailed(1, "nothing runs on Sundays"));
        Raised(booked, unplanned).Should().Equal(WorkItemKind.NoPlan);
        Cleared(unplanned, With(unplanned, Known.Assigned with { SourceVersion = 2 })).Should().Equal(WorkItemKind.NoPlan);
    }

    [Fact]
    public void A_rejected_order_is_raised_and_cleared_by_a_plan_without_it()
    {
        var raise = Policies.AfterOrder(Planned, "to-1", new TransportOrderRejected("shp-1", "No driver.")).Should().BeOfType<WorkItemCommand.Raise>().Subject;
        (raise.Kind, raise.Subject).Should().Be((WorkItemKind.OrderRejected, "to-1"));
        raise.Finding.Cause.Text.Should().Contain("No driver.").And.Contain(Known.Carrier);
        raise.Finding.Cause.Links.Should().Contain(new CauseLink("transport-order", "to-1"));

        var replanned = With(Planned, new ItineraryAssigned(2, 3, [Known.Legs[0] with { TransportOrderId = "to-9" }, Known.Legs[1]], "again"));
        Policies.After(Planned, replanned).Select(c => (c.Kind, c.Subject)).Should().Equal(
            (WorkItemKind.OrderRejected, "to-1"), (WorkItemKind.OrderTimedOut, "to-1"));
    }

    [Fact]
    public void An_order_that_timed_out_is_raised()
        => Policies.AfterOrder(Planned, "to-2", new TransportOrderTimedOut("shp-1", Known.Legs[1], Known.At(9)))
            .Should().BeOfType<WorkItemCommand.Raise>().Which.Finding.Should().Match<Finding>(f => f.Kind == WorkItemKind.OrderTimedOut && f.HubId == "DEHAG");

    [Fact]
    public void Delivery_clears_what_is_about_the_way()
    {
        var late = With(With(Planned, Known.Estimate(Known.At(18, 30))), new TagFellSilent("tag-1", Known.Unit, 5, Known.Local(Known.At(11))));
        Cleared(late, With(late, new ShipmentDelivered(Known.Local(Known.At(19)))))
            .Should().BeEquivalentTo(
                [
                    WorkItemKind.Late, WorkItemKind.SilentTag, WorkItemKind.OrderRejected, WorkItemKind.OrderTimedOut, WorkItemKind.OrderRejected,
                    WorkItemKind.OrderTimedOut,
                ]);
    }

    private static Shipment With(Shipment s, object e) => Shipment.Stream.Evolve(s, e);

    private static IReadOnlyList<WorkItemCommand> After(Shipment s, object e) => Policies.After(s, With(s, e));

    private static IEnumerable<WorkItemKind> Raised(Shipment before, Shipment after)
        => Policies.After(before, after).OfType<WorkItemCommand.Raise>().Select(c => c.Kind);

    private static IEnumerable<WorkItemKind> Cleared(Shipment before, Shipment after)
        => Policies.After(before, after).OfType<WorkItemCommand.Clear>().Select(c => c.Kind);
}
