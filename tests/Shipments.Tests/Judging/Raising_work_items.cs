using FluentAssertions;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.TransportOrders;
using Logistics.Shipments.WorkItems;
using Xunit;
using static Logistics.Shipments.Tests.Judged;

namespace Logistics.Shipments.Tests;

public sealed class Raising_work_items
{
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
}
