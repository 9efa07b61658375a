using FluentAssertions;
using Grpc.Core;
using Logistics.Contracts.Shipments;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Correction_of_a_wrong_arrival(RunningShipments running)
{
    [Fact]
    public async Task The_right_hub_takes_its_place_and_the_wrong_one_stays_in_the_history()
    {
        var story = await A_story.Begins(running);
        await story.Reported("sauerland", V1.MilestoneKind.Departed, "DEDTM", 1);
        var wrong = await story.Reported("sauerland", V1.MilestoneKind.Arrived, "DESIE", 10);
        (await story.Now()).State.Should().Be(V1.ShipmentState.Arrived);

        var correct = new V1.CorrectReportRequest
        {
            ReportId = Guid.NewGuid().ToString(),
            ShipmentId = story.Id,
            WrongId = wrong,
            Reason = V1.CorrectionReason.IncorrectData,
            HubId = "DEHAG",
        };
        await Refused.With(StatusCode.NotFound, "report-not-found", async () => await running.Shipments.CorrectReportAsync(correct, As("ruhr")));
        correct.WrongSource = Known.Carrier;
        await Refused.With(StatusCode.PermissionDenied, "not-your-report", async () => await running.Shipments.CorrectReportAsync(correct, As("ruhr")));
        var corrected = await running.Shipments.CorrectReportAsync(correct, As("sauerland"));
        (await running.Shipments.CorrectReportAsync(correct, As("sauerland"))).Should().Be(corrected);

        var right = await running.Shipments.GetShipmentAsync(new() { ShipmentId = story.Id, MinPosition = corrected.Position }, As("shipper"));
        (right.State, right.LastHubId, right.NextExpectedActivity).Should().Be((V1.ShipmentState.AtHub, "DEHAG", "departed DEHAG"));
        var siegen = right.Milestones.Single(m => m.Kind == V1.MilestoneKind.Arrived && m.HubId == "DESIE");
        siegen.Actual.Should().BeNull();
        siegen.Evidence.Should().ContainSingle().Which.RetractionReason.Should().Be(V1.CorrectionReason.IncorrectData);
        (await running.Bus.Hears<ActualRetracted>(m => m.ShipmentId == story.Id)).Should().Match<ActualRetracted>(m => m.HubId == "DESIE" && m.LegIndex == 1);
        (await running.Bus.Hears<ActualRecorded>(m => m.ShipmentId == story.Id && m.HubId == "DEHAG")).LegIndex.Should().Be(0);

        // The gateway there confirms it, later than it happened: history is mended, nothing moves back.
        foreach (var unit in story.Units) await story.Arrives(unit, "DEHAG", 9);
        await story.Becomes(
            s => s.Milestones.Single(m => m.Kind == V1.MilestoneKind.Arrived && m.HubId == "DEHAG") is { Agreement: V1.Agreement.Agree, Confidence: 0.99 }, "sure of Hagen");
        (await story.History()).Should().ContainInOrder("milestone-recorded", "report-corrected", "milestone-recorded");
    }

    [Fact]
    public async Task An_arrival_that_better_reads_take_back_is_corrected_by_itself()
    {
        var story = await A_story.Begins(running);
        await story.Reported("sauerland", V1.MilestoneKind.Departed, "DEDTM", 1);
        var (first, second) = (story.Units[0], story.Units[1]);
        await story.Arrives(first, "DEHAM", 10, "ham");
        await story.Has(V1.WorkItemKind.Misdirected);

        // It was on the truck that passed the gate of another hub: Tags learns so from late reads, and that it came to Hagen.
        await running.Bus.Say(Messages.Withdrawn(first, "DEHAM", Messages.Stay(story.At(10), null, $"{first}/ham")));
        var right = await story.Becomes(s => !s.Misdirected, "on its way again");
        (right.State, right.LastHubId).Should().Be((V1.ShipmentState.InTransit, "DEDTM"));
        await story.Has(V1.WorkItemKind.Misdirected, V1.WorkItemState.Resolved);
        (await running.Bus.Hears<ActualRetracted>(m => m.ShipmentId == story.Id)).HubId.Should().Be("DEHAM");

        // The amendment overtakes the arrival that it amends: what was told first is not believed when it comes.
        var (was, now) = (Messages.Stay(story.At(20), null, $"{second}/late"), Messages.Stay(story.At(12), null, $"{second}/early"));
        await running.Bus.Say(Messages.Amended(second, "DEHAG", was, now));
        await story.Becomes(s => s.LastHubId == "DEHAG", "in Hagen");
        await story.Arrives(second, "DEHAG", 20, "late");
        await story.Arrives(first, "DEHAG", 15, "first");
        var hagen = await story.Becomes(
            s => s.Milestones.Any(m => m.HubId == "DEHAG" && m.Evidence.Any(e => e.Id == $"{first}/first")), "in Hagen with both");
        hagen.Milestones.Single(m => m.Kind == V1.MilestoneKind.Arrived && m.HubId == "DEHAG").Evidence.Select(e => e.Id)
            .Should().BeEquivalentTo($"{second}/early", $"{first}/first");
        (await story.History()).Should().ContainInOrder("milestone-recorded", "report-corrected", "milestone-recorded");
    }
}
