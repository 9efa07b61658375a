using FluentAssertions;
using Logistics.EventStore;
using Logistics.Shipments.Shipments;
using Logistics.Specs;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Correcting_a_report
{
    private static readonly string[] Both = [Known.Unit, Known.SecondUnit];
    private static readonly Evidence Wrong = Known.Report(Known.At(12), "r-1", Both);
    private static readonly ActualRecorded Arrived = Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Wrong);
    private static readonly Evidence Right = Known.Report(Known.Now, "c-1") with { At = new(Known.Now, 0), RecordedAt = Known.Now };
    private static readonly CorrectReport DidNotOccur = new(Known.Carrier, "r-1", CorrectionReason.DidNotOccur, null, null, null, [], Right);

    private static readonly ActualRetracted Retracted = new(
        MilestoneKind.Arrived, "DEHAG", 0, EvidenceKind.Report, Known.Carrier, "r-1", CorrectionReason.DidNotOccur, null, Known.Carrier, Known.Now);

    [Fact]
    public void What_did_not_occur_is_kept_and_counts_no_more()
    {
        var s = Given(Known.Booked, Known.Assigned, Arrived).When(s => Correct(s, DidNotOccur)).Then(Retracted);
        (s.Milestones[1].Actual(), s.Milestones[1].Retracted.Single().Evidence.Id, s.State()).Should().Be((null, "r-1", ShipmentState.Planned));
    }

    [Fact]
    public void Correcting_again_records_nothing()
        => Given(Known.Booked, Known.Assigned, Arrived, Retracted).When(s => Correct(s, DidNotOccur)).ThenNothing();

    [Fact]
    public void The_report_itself_again_records_nothing()
        => Given(Known.Booked, Known.Assigned, Arrived, Retracted)
            .When(s => ShipmentDecider.RecordActual(s, new(MilestoneKind.Arrived, "DEHAG", Wrong))).ThenNothing();

    [Fact]
    public void Incorrect_data_is_replaced_by_what_is_right()
    {
        var c = DidNotOccur with { Reason = CorrectionReason.IncorrectData, HubId = "DESIE", At = Known.Local(Known.At(15)) };
        var s = Given(Known.Booked, Known.Assigned, Arrived).When(s => Correct(s, c)).Then(
            Retracted with { Reason = CorrectionReason.IncorrectData },
            Known.Actual(MilestoneKind.Arrived, "DESIE", 1, Right with { At = Known.Local(Known.At(15)), HandlingUnitIds = Both }));
        s.LastMovement()!.HubId.Should().Be("DESIE");
    }

    [Fact]
    public void Other_evidence_of_the_milestone_stands()
    {
        var read = Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12, 10)));
        Given(Known.Booked, Known.Assigned, Arrived, read).When(s => Correct(s, DidNotOccur)).Then(Retracted with { At = Known.Local(Known.At(12, 10)) });
    }

    [Fact]
    public void A_read_is_taken_back_for_each_unit_that_it_spoke_for()
    {
        var pallet = Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12)));
        var carton = Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Known.Read(Known.At(12)) with { HandlingUnitIds = [Known.SecondUnit] });
        var taken = Retracted with { EvidenceKind = EvidenceKind.Read, Source = "gw-1", Id = "gw-1/1/17", By = Known.Hub };
        Given(Known.Booked, Known.Assigned, pallet, carton)
            .When(s => CorrectionDecider.Correct(s, DidNotOccur with { WrongSource = "gw-1", WrongId = "gw-1/1/17" }, Known.Hub, Known.Now))
            .Then(taken with { HandlingUnitIds = [Known.Unit], At = Known.Local(Known.At(12)) }, taken with { HandlingUnitIds = [Known.SecondUnit] });
    }

    [Fact]
    public void A_delivery_that_did_not_occur_opens_the_shipment_again()
    {
        var delivered = Known.Actual(MilestoneKind.Delivered, "DESIE", 1, Wrong);
        var s = Given(Known.Booked, Known.Assigned, delivered, new ShipmentDelivered(Wrong.At)).When(s => Correct(s, DidNotOccur)).Then(
            Retracted with { Kind = MilestoneKind.Delivered, HubId = "DESIE", LegIndex = 1 }, new ShipmentReopened(Known.Now));
        s.Closed().Should().BeFalse();
    }

    [Fact]
    public void A_delivery_at_another_time_leaves_it_closed()
    {
        var delivered = Known.Actual(MilestoneKind.Delivered, "DESIE", 1, Wrong);
        var c = DidNotOccur with { Reason = CorrectionReason.IncorrectData, At = Known.Local(Known.At(13)) };
        Given(Known.Booked, Known.Assigned, delivered, new ShipmentDelivered(Wrong.At)).When(s => Correct(s, c)).Then(
            Retracted with { Kind = MilestoneKind.Delivered, HubId = "DESIE", LegIndex = 1, Reason = CorrectionReason.IncorrectData },
            Known.Actual(MilestoneKind.Delivered, "DESIE", 1, Right with { At = Known.Local(Known.At(13)), HandlingUnitIds = Both }));
    }

    [Fact]
    public void The_hub_corrects_others_and_nobody_else_does()
    {
        Given(Known.Booked, Known.Assigned, Arrived).When(s => CorrectionDecider.Correct(s, DidNotOccur, Known.Hub, Known.Now)).Then(Retracted with { By = Known.Hub });
        Given(Known.Booked, Known.Assigned, Arrived).When(s => CorrectionDecider.Correct(s, DidNotOccur, Known.OtherCarrier, Known.Now)).ThenRefused("not-your-report");
    }

    [Fact]
    public void What_is_not_there_is_refused()
    {
        Given(Known.Booked, Known.Assigned).When(s => Correct(s, DidNotOccur)).ThenRefused("report-not-found");
        Given(Known.Booked).When(s => CorrectionDecider.Correct(s, DidNotOccur, "org-stranger", Known.Now)).ThenRefused("shipment-not-found");
        Given(Known.Booked, Known.Assigned, Arrived)
            .When(s => Correct(s, DidNotOccur with { Reason = CorrectionReason.IncorrectData, HandlingUnitIds = [Known.Sscc(99)] }))
            .ThenRefused("handling-unit-not-of-shipment");
    }

    [Fact]
    public void A_new_plan_keeps_what_was_corrected()
        => Known.Folded(Known.Booked, Known.Assigned, Arrived, Retracted, Known.Assigned with { ItineraryVersion = 2, SourceVersion = 5 })
            .Milestones[1].Should().Match<Milestone>(m => m.Evidence.Count == 0 && m.Retracted.Count == 1);

    private static Given<Shipment> Given(params object[] events) => new(Shipment.Stream, events);

    private static Decision Correct(Shipment s, CorrectReport c) => CorrectionDecider.Correct(s, c, Known.Carrier, Known.Now);
}
