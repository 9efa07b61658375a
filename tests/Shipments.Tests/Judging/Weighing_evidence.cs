using FluentAssertions;
using Logistics.Shipments.Shipments;
using Xunit;

namespace Logistics.Shipments.Tests;

public sealed class Weighing_evidence
{
    [Fact]
    public void Nothing_is_no_agreement() => Judged().Should().Be((Agreement.None, 0));

    [Fact]
    public void A_read_is_trusted_more_than_a_report()
    {
        Judged(Known.Read(Known.At(12))).Should().Be((Agreement.Single, 0.95));
        Judged(Known.Report(Known.At(12), "r-1", Known.Unit)).Should().Be((Agreement.Single, 0.8));
    }

    [Fact]
    public void Sources_that_agree_add_up() => Judged(Known.Read(Known.At(12)), Known.Report(Known.At(12, 20), "r-1", Known.Unit)).Should().Be((Agreement.Agree, 0.99));

    [Fact]
    public void Sources_that_disagree_take_away()
        => Judged(Known.Read(Known.At(12)), Known.Report(Known.At(13), "r-1", Known.Unit)).Should().Be((Agreement.Disagree, 0.57));

    [Fact]
    public void One_source_twice_is_one_source()
        => Judged(Known.Report(Known.At(12), "r-1", Known.Unit), Known.Report(Known.At(12, 5), "r-2", Known.Unit)).Should().Be((Agreement.Single, 0.8));

    [Fact]
    public void Two_organisations_contradict_each_other_without_any_read()
        => Judged(Known.Report(Known.At(12), "r-1", Known.Unit), Known.Report(Known.At(14), "r-1", Known.Unit) with { Source = Known.OtherCarrier })
            .Agreement.Should().Be(Agreement.Disagree);

    [Fact]
    public void Two_pallets_that_come_an_hour_apart_are_no_contradiction()
        => Judged(Known.Read(Known.At(12)), Known.Report(Known.At(13), "r-1", Known.SecondUnit)).Agreement.Should().Be(Agreement.Agree);

    private static (Agreement Agreement, double Confidence) Judged(params Evidence[] evidence)
    {
        var milestone = new Milestone(MilestoneKind.Arrived, "DEHAG", 0, Known.At(12), null, evidence);
        return (milestone.Agreement(), milestone.Confidence());
    }
}
