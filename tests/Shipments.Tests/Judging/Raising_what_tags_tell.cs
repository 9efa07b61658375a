using FluentAssertions;
using Logistics.Shipments.Gateways;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.WorkItems;
using Xunit;
using static Logistics.Shipments.Tests.Judged;

namespace Logistics.Shipments.Tests;

public sealed class Raising_what_tags_tell
{
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
}
