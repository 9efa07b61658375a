using FluentAssertions;
using Logistics.Shipments.Shipments;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Following_each_unit
{
    private static readonly ActualRecorded BothLeft = Known.Actual(MilestoneKind.Departed, "DEDTM", 0, Known.Report(Known.At(11), "r-1", Known.Unit, Known.SecondUnit));

    [Fact]
    public void One_that_is_astray_stays_so_while_the_other_goes_on()
    {
        var s = Known.Folded(
            Known.Booked, Known.Assigned, BothLeft,
            Known.Actual(MilestoneKind.Arrived, "DEHAM", -1, Known.Read(Known.At(12), "gw-9/1/1")),
            Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Report(Known.At(13), "r-2", Known.SecondUnit)));
        (s.Misdirected(), s.LastMovement()!.HubId).Should().Be((true, "DEHAG"));
        s.Whereabouts().Select(u => (u.Id, u.Misdirected)).Should().Equal((Known.Unit, true), (Known.SecondUnit, false));
    }

    [Fact]
    public void One_that_is_two_milestones_behind_is_missing()
    {
        var arrived = Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12), "gw-2/1/1"));
        var left = Known.Actual(MilestoneKind.Departed, "DEHAG", 1, Known.Read(Known.At(13), "gw-2/1/2"));
        Missing(Known.Booked, Known.Assigned, BothLeft, arrived).Should().BeEmpty("its read may be on its way");
        Missing(Known.Booked, Known.Assigned, BothLeft, arrived, left).Should().Equal(Known.SecondUnit);
    }

    [Fact]
    public void One_that_is_delivered_is_not_missing_and_makes_the_rest_outstanding()
    {
        var s = Known.Folded(Known.Booked, Known.Assigned, BothLeft, Known.Actual(MilestoneKind.Delivered, "DESIE", 1, Known.Report(Known.At(16), "r-9", Known.Unit)));
        (s.State(), s.Outstanding().Single()).Should().Be((ShipmentState.PartiallyDelivered, Known.SecondUnit));
        s.Whereabouts()[0].Should().Match<UnitWhereabouts>(u => u.Delivered && !u.Missing);
    }

    [Fact]
    public void Goods_that_are_loaded_are_still_at_the_hub_and_goods_out_for_delivery_are_not()
    {
        State(Known.Actual(MilestoneKind.Loaded, "DEDTM", 0, Known.Read(Known.At(10, 50)))).Should().Be(ShipmentState.AtHub);
        State(Known.Actual(MilestoneKind.Unloaded, "DESIE", 1, Known.Read(Known.At(15, 10)))).Should().Be(ShipmentState.Arrived);
        State(Known.Actual(MilestoneKind.OutForDelivery, "DESIE", 1, Known.Read(Known.At(15, 30)))).Should().Be(ShipmentState.InTransit);
    }

    [Theory]
    [InlineData((int)MilestoneKind.Loaded, "DEHAG", 1)]
    [InlineData((int)MilestoneKind.Unloaded, "DEHAG", 0)]
    [InlineData((int)MilestoneKind.Transhipped, "DEHAG", 0)]
    [InlineData((int)MilestoneKind.CustomsCleared, "DEDTM", 0)]
    [InlineData((int)MilestoneKind.OutForDelivery, "DESIE", 1)]
    [InlineData((int)MilestoneKind.DeliveryAttempted, "DEHAM", -1)]
    public void What_is_not_planned_belongs_to_the_leg_it_prepares_or_ends(int kind, string hub, int leg)
        => Milestones.LegOf([], Known.Legs, Known.Route, (MilestoneKind)kind, hub).Should().Be(leg);

    [Fact]
    public void A_tag_read_in_a_hub_contradicts_the_delivery_of_its_unit()
    {
        var inHagen = Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12), "gw-2/1/1"));
        var delivered = Known.Actual(MilestoneKind.Delivered, "DESIE", 1, Known.Report(Known.At(16), "r-9", Known.Unit, Known.SecondUnit));
        var left = Known.Actual(MilestoneKind.Departed, "DEHAG", 1, Known.Report(Known.At(13), "r-8", Known.Unit, Known.SecondUnit));
        False(Known.Booked, Known.Assigned, inHagen, delivered).Should().Equal(("DEHAG", Known.At(12)));
        False(Known.Booked, Known.Assigned, inHagen, left, delivered).Should().BeEmpty("somebody says that it left");
        False(Known.Booked, Known.Assigned, inHagen, left, delivered, Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(17), "gw-2/1/3")))
            .Should().Equal(("DEHAG", Known.At(17)));
    }

    [Fact]
    public void A_big_shipment_is_followed_unit_by_unit()
    {
        IReadOnlyList<ShippedUnit> units = [.. Enumerable.Range(1, 200).Select(n => new ShippedUnit(Known.Sscc(n), "PX", 100, null))];
        var events = new List<object> { Known.Booked with { HandlingUnits = units }, Known.Assigned };
        foreach (var (unit, n) in units.Select((u, n) => (u.Id, n)))
            events.Add(Known.Actual(n == 7 ? MilestoneKind.Departed : MilestoneKind.Arrived, n == 7 ? "DEDTM" : "DESIE", n == 7 ? 0 : 1, Known.Read(Known.At(15), $"gw/{n}") with { HandlingUnitIds = [unit] }));
        Known.Folded([.. events]).Whereabouts().Where(u => u.Missing).Select(u => u.Id).Should().Equal(units[7].Id);
    }

    private static ShipmentState State(ActualRecorded last) => Known.Folded(Known.Booked, Known.Assigned, last).State();

    private static IEnumerable<string> Missing(params object[] events) => Known.Folded(events).Whereabouts().Where(u => u.Missing).Select(u => u.Id);

    private static IEnumerable<(string, NodaTime.Instant)> False(params object[] events)
        => Known.Folded(events).FalseDeliveries().Select(f => (f.HubId, f.SeenAt.Instant));
}
