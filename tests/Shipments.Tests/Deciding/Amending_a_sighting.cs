using FluentAssertions;
using Logistics.Contracts.Tags;
using Logistics.EventStore;
using Logistics.Shipments.HandlingUnits;
using Logistics.Shipments.Shipments;
using Logistics.Specs;
using Xunit;

namespace Logistics.Shipments.Tests;

/// <summary>Tags learns better: an arrival or departure that reads told was at another time, or never.</summary>
public sealed class Amending_a_sighting
{
    private static readonly HandlingUnitSighted Sighted = new(MilestoneKind.Arrived, "DEHAG", Known.Read(Known.At(12)));
    private static readonly ActualRecorded Arrived = Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Sighted.Evidence);
    private static readonly HandlingUnitSightingWithdrawn Withdrawn = new(MilestoneKind.Arrived, "DEHAG", "gw-1", Known.Local(Known.At(12)));

    private static readonly ActualRetracted Retracted = new(
        MilestoneKind.Arrived, "DEHAG", 0, EvidenceKind.Read, "gw-1", "gw-1/1/17", CorrectionReason.DidNotOccur, null, Known.Hub, Known.Now)
    {
        HandlingUnitIds = [Known.Unit],
    };

    [Fact]
    public void A_shipments_evidence_counts_no_more()
        => On(Known.Booked, Known.Assigned, Arrived).When(Withdraw).Then(Retracted).Milestones[1].Actual().Should().BeNull();

    [Fact]
    public void Again_records_nothing() => On(Known.Booked, Known.Assigned, Arrived, Retracted).When(Withdraw).ThenNothing();

    [Fact]
    public void A_read_of_another_unit_or_time_stands()
    {
        var other = Sighted with { Evidence = Known.Read(Known.At(12)) with { HandlingUnitIds = [Known.SecondUnit] } };
        CorrectionDecider.Withdraw(Known.Folded(Known.Booked, Known.Assigned, Arrived), other, CorrectionReason.DidNotOccur, Known.Now).Should().BeNull();
        var later = Sighted with { Evidence = Known.Read(Known.At(13)) };
        CorrectionDecider.Withdraw(Known.Folded(Known.Booked, Known.Assigned, Arrived), later, CorrectionReason.DidNotOccur, Known.Now).Should().BeNull();
    }

    [Fact]
    public void The_same_read_counts_on_for_another_unit()
    {
        var carton = Known.Actual(MilestoneKind.Arrived, "DEHAG", 0, Sighted.Evidence with { HandlingUnitIds = [Known.SecondUnit] });
        On(Known.Booked, Known.Assigned, Arrived, carton).When(Withdraw).Then(Retracted with { At = Known.Local(Known.At(12)) })
            .Milestones[1].Evidence.Single().HandlingUnitIds.Should().Equal(Known.SecondUnit);
    }

    [Fact]
    public void Events_of_before_units_were_kept_retract_the_read_for_all()
        => Known.Folded(Known.Booked, Known.Assigned, Arrived, Retracted with { HandlingUnitIds = null }).Milestones[1].Evidence.Should().BeEmpty();

    [Fact]
    public void What_no_shipment_has_is_withdrawn_on_the_unit_once()
    {
        var unit = Of(Sighted).When(u => HandlingUnitDecider.Withdraw(u, Sighted)).Then(Withdrawn);
        unit.Sightings.Should().BeEmpty();
        Of(Sighted, Withdrawn).When(u => HandlingUnitDecider.Withdraw(u, Sighted)).ThenNothing();
    }

    [Fact]
    public void A_sighting_that_comes_after_it_was_withdrawn_is_none()
        => Of(Withdrawn).When(u => HandlingUnitDecider.Sight(u, Sighted)).ThenNothing();

    [Fact]
    public void A_stay_that_never_was_takes_back_both_ends()
        => Between(Stay(12, 13), null).Should().Equal((MilestoneKind.Arrived, 12, 0), (MilestoneKind.Departed, 13, 0));

    [Fact]
    public void Only_what_moved_is_amended()
    {
        Between(Stay(12, 13), Stay(11, 13)).Should().Equal((MilestoneKind.Arrived, 12, 11));
        Between(Stay(12, 13), Stay(12, null)).Should().Equal((MilestoneKind.Departed, 13, 0));
        Between(Stay(12, null), Stay(12, 14)).Should().Equal((MilestoneKind.Departed, 0, 14));
        Between(Stay(12, 13), Stay(12, 13)).Should().BeEmpty();
    }

    [Fact]
    public void A_departure_that_the_same_read_decides_anew_is_other_evidence()
    {
        var better = Stay(12, 13) with { DepartedAt = new(Known.At(14), 60) };
        var change = SightingChange.Between(new("tag-1", 9, 9), Known.Unit, "DEHAG", Stay(12, 13), better, Known.Now).Single();
        (change.Was!.Evidence.Id, change.Better!.Evidence.Id).Should().Be(("read-13", "read-13@9"));
    }

    private static Given<Shipment> On(params object[] events) => new(Shipment.Stream, events);

    private static Given<HandlingUnit> Of(params object[] events) => new(HandlingUnit.Stream, events);

    private static Decision Withdraw(Shipment s) => CorrectionDecider.Withdraw(s, Sighted, CorrectionReason.DidNotOccur, Known.Now)!;

    private static IReadOnlyList<(MilestoneKind Kind, int Was, int Now)> Between(VisitTimes was, VisitTimes? better) =>
    [
        .. SightingChange.Between(new("tag-1", 9, 9), Known.Unit, "DEHAG", was, better, Known.Now)
            .Select(c => ((c.Was ?? c.Better)!.Kind, Hour(c.Was), Hour(c.Better))),
    ];

    private static int Hour(HandlingUnitSighted? s) => s is null ? 0 : s.Evidence.At.Instant.InUtc().Hour;

    private static VisitTimes Stay(int arrived, int? departed) => new(
        new(Known.At(arrived), 60), Read(arrived), departed is { } hour ? new(Known.At(hour), 60) : null, departed is { } at ? Read(at) : null);

    private static ReadEvidence Read(int hour) => new($"read-{hour}", "gw-1", new(Known.At(hour), 60), Known.At(hour), "5eed");
}
