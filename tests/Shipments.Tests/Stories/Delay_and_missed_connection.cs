using FluentAssertions;
using Xunit;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Delay_and_missed_connection(RunningShipments running)
{
    [Fact]
    public async Task A_connection_that_will_be_missed_is_planned_anew_and_what_was_raised_is_resolved()
    {
        var story = await A_story.Begins(running);
        await story.Accepts("sauerland", 0);
        await story.Accepts("ruhr", 1);
        await story.Reported("sauerland", V1.MilestoneKind.Departed, "DEDTM", 1);

        await running.Bus.Say(Messages.Eta(story.Id, 2, Known.At(19, 30), 1, 1));
        var missed = await story.Has(V1.WorkItemKind.MissedConnection);
        (missed.Severity, missed.HubId, missed.Parameters["service"], missed.SuggestedActionCode).Should().Be((V1.Severity.Critical, "DEHAG", "RR-7", "re-plan"));
        (await story.Has(V1.WorkItemKind.Late)).Parameters["minutes"].Should().Be("90");
        (await story.Now()).LateMinutes.Should().Be(90);

        // Routing proposes a way by another carrier; a stale proposal that comes after it changes nothing.
        await running.Bus.Say(Messages.Plan(story.Id, 3, secondCarrier: "org-third"));
        await running.Bus.Say(Messages.Plan(story.Id, 2, secondLegLater: 90));
        await running.Bus.Say(Messages.Eta(story.Id, 4, Known.At(15, 10), 3));
        var replanned = await story.Becomes(s => s.Legs[1].CarrierId == "org-third" && s.LateMinutes < 0, "in time again");
        replanned.Legs[0].TransportOrderState.Should().Be(V1.TransportOrderState.Accepted, "its carriage stays as it was");
        await story.Has(V1.WorkItemKind.MissedConnection, V1.WorkItemState.Resolved);
        await story.Has(V1.WorkItemKind.Late, V1.WorkItemState.Resolved);

        await story.Accepts("third", 1);
        await story.Reported("third", V1.MilestoneKind.Delivered, "DESIE", 20);
        (await story.Now()).State.Should().Be(V1.ShipmentState.Delivered);
    }
}
