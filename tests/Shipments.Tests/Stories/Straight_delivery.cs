using FluentAssertions;
using Google.Protobuf;
using Logistics.Contracts.Shipments;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Straight_delivery(RunningShipments running)
{
    private static readonly byte[] Photo = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4];

    [Fact]
    public async Task Collected_carried_handed_over_and_delivered_with_proof()
    {
        var story = await A_story.Begins(running);
        await story.Accepts("sauerland", 0);
        await story.Accepts("ruhr", 1);

        await story.Reported("sauerland", V1.MilestoneKind.Collected, "DEDTM", 1);
        await story.Handover("shipper", V1.HandoverSide.Releasing, Known.Shipper, Known.Carrier, "DEDTM", 1);
        (await story.Handover("sauerland", V1.HandoverSide.Receiving, Known.Shipper, Known.Carrier, "DEDTM", 1)).State.Should().Be(V1.HandoverState.Completed);
        await story.Reported("sauerland", V1.MilestoneKind.Loaded, "DEDTM", 2);
        await story.Reported("sauerland", V1.MilestoneKind.Departed, "DEDTM", 3);
        foreach (var unit in story.Units) await story.Arrives(unit, "DEHAG", 10);
        await story.Becomes(s => s.State == V1.ShipmentState.AtHub && s.LastHubId == "DEHAG", "in Hagen");
        await story.Reported("sauerland", V1.MilestoneKind.Unloaded, "DEHAG", 11);
        await story.Handover("sauerland", V1.HandoverSide.Releasing, Known.Carrier, Known.OtherCarrier, "DEHAG", 12);
        await story.Handover("ruhr", V1.HandoverSide.Receiving, Known.Carrier, Known.OtherCarrier, "DEHAG", 12);
        await story.Reported("ruhr", V1.MilestoneKind.Departed, "DEHAG", 13);
        await story.Reported("ruhr", V1.MilestoneKind.Arrived, "DESIE", 20);
        await story.Reported("ruhr", V1.MilestoneKind.OutForDelivery, "DESIE", 21);
        (await story.Now()).UnitStatuses.Should().OnlyContain(u => u.PossessingParty == Known.OtherCarrier && !u.Missing && !u.Misdirected);

        var photo = await running.Documents.UploadDocumentAsync(new() { ShipmentId = story.Id, Content = ByteString.CopyFrom(Photo) }, As("ruhr"));
        var delivery = A_report.Of(story.Id, V1.MilestoneKind.Delivered, "DESIE", story.At(30));
        delivery.Proof = new() { SignedBy = "Wiebke Musterfrau", DocumentHashes = { photo.Sha256 } };
        await story.Reported("ruhr", delivery);

        (await running.Bus.Hears<ShipmentClosed>(m => m.ShipmentId == story.Id)).Outcome.Should().Be("delivered");
        var delivered = await story.Now("shipper");
        delivered.State.Should().Be(V1.ShipmentState.Delivered);
        var proof = delivered.Milestones.Single(m => m.Kind == V1.MilestoneKind.Delivered).Evidence.Single().Proof;
        (proof.SignedBy, proof.DocumentHashes.Single()).Should().Be(("Wiebke Musterfrau", photo.Sha256));
        (await running.Documents.GetDocumentAsync(new() { ShipmentId = story.Id, Sha256 = photo.Sha256 }, As("shipper"))).Content.ToByteArray().Should().Equal(Photo);
        delivered.Milestones.Single(m => m.Kind == V1.MilestoneKind.Arrived && m.HubId == "DEHAG").Should().Match<V1.Milestone>(
            m => m.Agreement == V1.Agreement.Single && m.Confidence == 0.95 && m.HandlingUnitsWithoutEvidence.Count == 0);
        (await running.Scalar<string>("select string_agg(data::text, '') from mt_events")).Should().NotContain("Musterfrau");
    }
}
