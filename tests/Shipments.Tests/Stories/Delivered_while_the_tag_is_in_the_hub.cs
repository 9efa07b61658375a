using FluentAssertions;
using Logistics.Contracts.Shipments;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Delivered_while_the_tag_is_in_the_hub(RunningShipments running)
{
    [Fact]
    public async Task The_contradiction_is_raised_and_the_carriers_correction_opens_the_shipment_again()
    {
        var story = await A_story.Begins(running);
        await story.Reported("sauerland", V1.MilestoneKind.Departed, "DEDTM", 1);
        foreach (var unit in story.Units) await story.Arrives(unit, "DEHAG", 10);
        await story.Becomes(s => s.LastHubId == "DEHAG", "in Hagen");

        var report = await story.Reported("ruhr", V1.MilestoneKind.Delivered, "DESIE", 20);
        (await story.Now()).State.Should().Be(V1.ShipmentState.Delivered, "a carrier's fact is not refused");
        await running.Bus.Hears<ShipmentClosed>(m => m.ShipmentId == story.Id);
        foreach (var unit in story.Units)
        {
            var item = await story.Has(V1.WorkItemKind.Contradiction, which: i => i.Parameters["handling_units"] == unit);
            (item.Severity, item.HubId).Should().Be((V1.Severity.Critical, "DEHAG"));
            await story.Acknowledges(item);
        }

        var correct = new V1.CorrectReportRequest
        {
            ReportId = Guid.NewGuid().ToString(),
            ShipmentId = story.Id,
            WrongId = report,
            Reason = V1.CorrectionReason.DidNotOccur,
        };
        var corrected = await running.Shipments.CorrectReportAsync(correct, As("ruhr"));
        (await running.Shipments.CorrectReportAsync(correct, As("ruhr"))).Should().Be(corrected);
        await running.Bus.Hears<ShipmentReopened>(m => m.ShipmentId == story.Id);
        (await story.Becomes(s => s.State == V1.ShipmentState.AtHub, "in Hagen as before")).NextExpectedActivity.Should().Be("departed DEHAG");
        await story.Has(V1.WorkItemKind.Contradiction, V1.WorkItemState.Resolved);

        await story.Reported("ruhr", V1.MilestoneKind.Departed, "DEHAG", 30);
        await story.Reported("ruhr", V1.MilestoneKind.Delivered, "DESIE", 40);
        (await story.Now()).State.Should().Be(V1.ShipmentState.Delivered);
        (await story.History()).Should().ContainInOrder("delivered", "report-corrected", "reopened", "delivered");
    }
}
