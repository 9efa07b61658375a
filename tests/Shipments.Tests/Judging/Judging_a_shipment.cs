using FluentAssertions;
using Logistics.Shipments.Shipments;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Judging_a_shipment
{
    private static readonly ActualRecorded Left = Known.Actual(MilestoneKind.Departed, "DEDTM", 0, Known.Read(Known.At(11, 5)));
    private static readonly ActualRecorded InHagen = Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12, 5), "gw-2/1/1"));
    private static readonly ActualRecorded InSiegen = Known.Actual(MilestoneKind.Arrived, "DESIE", 1, Known.Read(Known.At(15, 5), "gw-3/1/1"));

    [Fact]
    public void Its_state_follows_the_last_thing_that_happened()
    {
        Known.Folded(Known.Booked).State().Should().Be(ShipmentState.Booked);
        Known.Folded(Known.Booked, Known.Assigned).State().Should().Be(ShipmentState.Planned);
        Known.Folded(Known.Booked, Known.Assigned, Left).State().Should().Be(ShipmentState.InTransit);
        Known.Folded(Known.Booked, Known.Assigned, Left, InHagen).State().Should().Be(ShipmentState.AtHub);
        Known.Folded(Known.Booked, Known.Assigned, Left, InHagen, InSiegen).State().Should().Be(ShipmentState.Arrived);
    }

    [Fact]
    public void A_late_fact_mends_history_and_moves_nothing_back()
    {
        var s = Known.Folded(Known.Booked, Known.Assigned, InHagen, Left);
        (s.State(), s.LastMovement()!.HubId).Should().Be((ShipmentState.AtHub, "DEHAG"));
    }

    [Fact]
    public void The_next_activity_is_the_milestone_after_the_last_one_reached()
    {
        Known.Folded(Known.Booked).NextExpectedActivity().Should().Be("planned");
        Known.Folded(Known.Booked, Known.Assigned).NextExpectedActivity().Should().Be("departed DEDTM");
        Known.Folded(Known.Booked, Known.Assigned, InHagen).NextExpectedActivity().Should().Be("departed DEHAG");
        Known.Folded(Known.Booked, Known.Assigned, InSiegen).NextExpectedActivity().Should().Be("delivered DESIE");
    }

    [Fact]
    public void It_is_late_against_its_appointment_not_its_plan()
    {
        Known.Folded(Known.Booked, Known.Assigned).LateMinutes().Should().Be(-180);
        Known.Folded(Known.Booked, Known.Assigned, Known.Estimate(Known.At(18, 20))).LateMinutes().Should().Be(20);
    }

    [Fact]
    public void Where_it_came_its_arrival_counts_and_no_estimate()
        => Known.Folded(Known.Booked, Known.Assigned, Known.Estimate(Known.At(18, 20)), InSiegen).LateMinutes().Should().Be(-175);

    [Fact]
    public void It_is_misdirected_until_it_is_seen_on_its_way_again()
    {
        var hamburg = Known.Actual(MilestoneKind.Arrived, "DEHAM", -1, Known.Read(Known.At(12), "gw-9/1/1"));
        Known.Folded(Known.Booked, Known.Assigned, Left, hamburg).Misdirected().Should().BeTrue();
        Known.Folded(Known.Booked, Known.Assigned, Left, hamburg, InSiegen).Misdirected().Should().BeFalse();
    }

    [Fact]
    public void Coming_into_its_origin_is_no_misdirection()
        => Known.Folded(Known.Booked, Known.Assigned, Known.Actual(MilestoneKind.Arrived, "DEDTM", -1, Known.Read(Known.At(10)))).Misdirected().Should().BeFalse();
}
