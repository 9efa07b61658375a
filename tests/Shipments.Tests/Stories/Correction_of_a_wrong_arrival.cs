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
}
