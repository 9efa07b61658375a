using FluentAssertions;
using Logistics.Tags.HandlingUnits;
using NodaTime;
using Xunit;

namespace Logistics.Tags.Tests.HandlingUnits;

public sealed class Naming_units
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 12, 0);

    [Theory]
    [InlineData("040123450000000016", "040123450000000016")]
    [InlineData("urn:epc:id:sscc:4012345.0000000001", "040123450000000016")]
    [InlineData("https://id.gs1.org/00/040123450000000016", "040123450000000016")]
    [InlineData("device:truck-7", "device:truck-7")]
    [InlineData("truck-7", "device:truck-7")]
    public void Every_spelling_names_the_same_unit(string text, string unit) => UnitId.Parse(text, out _).Should().Be(unit);

    [Theory]
    [InlineData("040123450000000017", "tag-check-digit-wrong")]
    [InlineData("a b", "tag-malformed")]
    public void What_names_none_is_refused(string text, string reason) => (UnitId.Parse(text, out var defect), defect).Should().Be((null, reason));

    [Theory]
    [InlineData("packing", "packing")]
    [InlineData("urn:epcglobal:cbv:bizstep:loading", "loading")]
    [InlineData("https://ref.gs1.org/cbv/BizStep-unpacking", "unpacking")]
    [InlineData("", null)]
    public void A_business_step_comes_in_every_form_of_the_CBV(string text, string? step) => Report(bizStep: text).Report!.BizStep.Should().Be(step);

    [Fact]
    public void What_cannot_be_taken_is_refused_by_its_field()
    {
        Field(Report(parent: "a b")).Should().Be("parent_id");
        Field(Report(children: ["truck-7", "040123450000000017"])).Should().Be("child_ids[1]");
        Field(Report(children: [])).Should().Be("child_ids");
        Field(Report(children: [.. Enumerable.Range(0, 501).Select(n => $"tote-{n}")])).Should().Be("child_ids");
        Field(Report(bizStep: "pack it")).Should().Be("biz_step");
        Report(ahead: 6).Defect!.Reason.Should().Be("event-time-ahead");
        Report(ahead: -2_000 * 366 * 24 * 60).Defect!.Reason.Should().Be("event-time-out-of-range");
    }

    [Fact]
    public void A_unit_that_is_named_twice_is_one()
        => Report(children: ["040123450000000016", "urn:epc:id:sscc:4012345.0000000001"]).Report!.ChildIds.Should().Equal("040123450000000016");

    private static (AggregationReport? Report, ReportDefect? Defect) Report(string parent = "truck-7", string[]? children = null, string bizStep = "loading", int ahead = 0)
        => AggregationReport.Of(parent, children ?? ["040123450000000016"], true, (Now + Duration.FromMinutes(ahead)).WithOffset(Offset.Zero), bizStep, ("", ""), Now);

    private static string Field((AggregationReport?, ReportDefect? Defect) answer) => answer.Defect!.Field;
}
