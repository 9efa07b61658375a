using FluentAssertions;
using Logistics.Shipments.Shipments;
using Logistics.Specs;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Recording_an_actual
{
    private static readonly string[] BothUnits = [Known.Unit, Known.SecondUnit];

    [Fact]
    public void A_read_is_matched_to_the_milestone_of_its_leg()
        => Given(Known.Booked, Known.Assigned).When(s => Record(s, MilestoneKind.Arrived, "DEHAG", Known.Read(Known.At(12, 4))))
            .Then(Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12, 4))));

    [Fact]
    public void The_same_read_again_records_nothing()
        => Given(Known.Booked, Known.Assigned, Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12, 4))))
            .When(s => Record(s, MilestoneKind.Arrived, "DEHAG", Known.Read(Known.At(12, 4)))).ThenNothing();

    [Fact]
    public void The_same_read_speaks_for_each_unit_that_it_moves()
    {
        var carton = Known.Read(Known.At(12, 4)) with { HandlingUnitIds = [Known.SecondUnit] };
        var s = Given(Known.Booked, Known.Assigned, Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12, 4))))
            .When(s => Record(s, MilestoneKind.Arrived, "DEHAG", carton)).Then(Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, carton));
        s.Whereabouts().Select(u => u.Last?.HubId).Should().Equal("DEHAG", "DEHAG");
        ShipmentDecider.RecordActual(s, Known.Fact(MilestoneKind.Arrived, "DEHAG", carton)).Should().Be(EventStore.Decision.Nothing);
    }

    [Fact]
    public void The_same_read_may_decide_an_arrival_and_a_departure()
        => Given(Known.Booked, Known.Assigned, Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12, 4))))
            .When(s => Record(s, MilestoneKind.Departed, "DEHAG", Known.Read(Known.At(12, 4))))
            .Then(Known.Actual(MilestoneKind.Departed, "DEHAG", 1, Known.Read(Known.At(12, 4))));

    [Fact]
    public void A_report_without_units_is_about_all_of_them()
        => Given(Known.Booked, Known.Assigned).When(s => Record(s, MilestoneKind.Departed, "DEDTM", Known.Report(Known.At(11))))
            .Then(Known.Actual(MilestoneKind.Departed, "DEDTM", 0, Known.Report(Known.At(11), "r-1", BothUnits)));

    [Fact]
    public void A_place_that_is_not_on_the_itinerary_is_recorded_all_the_same()
    {
        var s = Given(Known.Booked, Known.Assigned).When(s => Record(s, MilestoneKind.Arrived, "DEHAM", Known.Read(Known.At(12))))
            .Then(Known.Actual(MilestoneKind.Arrived, "DEHAM", -1, Known.Read(Known.At(12))));
        s.Misdirected().Should().BeTrue();
    }

    [Fact]
    public void A_read_outweighs_an_earlier_report()
    {
        var report = Known.Report(Known.At(12), "r-1", BothUnits);
        var s = Given(Known.Booked, Known.Assigned, Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, report))
            .When(s => Record(s, MilestoneKind.Arrived, "DEHAG", Known.Read(Known.At(12, 20))))
            .Then(Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12, 20))));
        s.Milestones[1].Actual()!.Instant.Should().Be(Known.At(12, 20));
        s.Milestones[1].Contradicted().Should().BeFalse("twenty minutes are within the tolerance");
    }

    [Fact]
    public void A_report_beside_a_read_keeps_the_reads_time()
    {
        var report = Known.Report(Known.At(12, 50), "r-1", BothUnits);
        var s = Given(Known.Booked, Known.Assigned, Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12))))
            .When(s => Record(s, MilestoneKind.Arrived, "DEHAG", report))
            .Then(Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, report) with { At = Known.Local(Known.At(12)) });
        s.Milestones[1].Contradicted().Should().BeTrue("they are fifty minutes apart");
    }

    [Fact]
    public void Delivered_for_every_unit_closes_the_shipment()
    {
        var report = Known.Report(Known.At(16), "r-9", BothUnits);
        Given(Known.Booked, Known.Assigned).When(s => Record(s, MilestoneKind.Delivered, "DESIE", Known.Report(Known.At(16), "r-9"))).Then(
            Known.Actual(MilestoneKind.Delivered, "DESIE", 1, report), new ShipmentDelivered(report.At)).State().Should().Be(ShipmentState.Delivered);
    }

    [Fact]
    public void Delivered_for_some_units_leaves_it_open_until_the_rest_comes()
    {
        var first = Known.Report(Known.At(16), "r-9", Known.Unit);
        var second = Known.Report(Known.At(17), "r-10", Known.SecondUnit);
        var partly = Given(Known.Booked, Known.Assigned).When(s => Record(s, MilestoneKind.Delivered, "DESIE", first))
            .Then(Known.Actual(MilestoneKind.Delivered, "DESIE", 1, first));
        partly.Closed().Should().BeFalse();

        Given(Known.Booked, Known.Assigned, Known.Actual(MilestoneKind.Delivered, "DESIE", 1, first))
            .When(s => Record(s, MilestoneKind.Delivered, "DESIE", second)).Then(
                Known.Actual(MilestoneKind.Delivered, "DESIE", 1, second) with { At = first.At }, new ShipmentDelivered(second.At));
    }

    [Fact]
    public void Evidence_after_delivery_is_recorded_and_changes_the_outcome_no_more()
        => Given(Known.Booked, Known.Assigned, new ShipmentDelivered(Known.Local(Known.At(16))))
            .When(s => Record(s, MilestoneKind.Arrived, "DEHAG", Known.Read(Known.At(16, 30))))
            .Then(Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(16, 30))));

    [Fact]
    public void A_unit_of_another_shipment_is_refused()
        => Given(Known.Booked).When(s => Record(s, MilestoneKind.Arrived, "DEHAG", Known.Report(Known.At(12), "r-1", Known.Sscc(99))))
            .ThenRefused("handling-unit-not-of-shipment");

    [Fact]
    public void On_a_shipment_that_is_not_there_is_refused()
        => Given().When(s => Record(s, MilestoneKind.Arrived, "DEHAG", Known.Read(Known.At(12)))).ThenRefused("shipment-not-found");

    private static Given<Shipment> Given(params object[] events) => new(Shipment.Stream, events);

    private static EventStore.Decision Record(Shipment s, MilestoneKind kind, string hub, Evidence evidence)
        => ShipmentDecider.RecordActual(s, Known.Fact(kind, hub, evidence));
}
