using FluentAssertions;
using Grpc.Core;
using Xunit;
using static Logistics.Shipments.Tests.RunningShipments;

namespace Logistics.Shipments.Tests;

/// <summary>Commands on what is booked: refused clearly, and nothing changes.</summary>
[Trait("Needs", "Servers")]
[Collection(Running.Name)]
public sealed class Bad_commands(RunningShipments running)
{
    private static readonly Dictionary<string, Func<RunningShipments, string, Task>> Commands = new()
    {
        ["amending without a key"] = async (hub, id) => await hub.Shipments.AmendShipmentAsync(new() { ShipmentId = id, Reference = "x" }, As("shipper")),
        ["amending to no reference"] = async (hub, id) => await hub.Shipments.AmendShipmentAsync(
            new() { IdempotencyKey = "k", ShipmentId = id, Reference = " " }, As("shipper")),
        ["amending to a time that is none"] = async (hub, id) => await hub.Shipments.AmendShipmentAsync(
            new() { IdempotencyKey = "k", ShipmentId = id, ArriveBy = new() { Local = "tomorrow", Zone = "Europe/Berlin" } }, As("shipper")),
        ["amending a reference of no kind"] = async (hub, id) => await hub.Shipments.AmendShipmentAsync(
            new() { IdempotencyKey = "k", ShipmentId = id, References = new() { References = { new V1.ShipmentReference { Value = "x" } } } }, As("shipper")),
        ["expecting a negative version"] = async (hub, id) => await hub.Shipments.HoldShipmentAsync(
            new() { IdempotencyKey = "k", ShipmentId = id, Kind = V1.HoldKind.Other, Reason = "x", ExpectedVersion = -1 }, As("shipper")),
        ["holding without a kind"] = async (hub, id) => await hub.Shipments.HoldShipmentAsync(
            new() { IdempotencyKey = "k", ShipmentId = id, Reason = "x" }, As("shipper")),
        ["holding without a reason"] = async (hub, id) => await hub.Shipments.HoldShipmentAsync(
            new() { IdempotencyKey = "k", ShipmentId = id, Kind = V1.HoldKind.Other }, As("shipper")),
        ["releasing an unknown kind"] = async (hub, id) => await hub.Shipments.ReleaseShipmentAsync(
            new() { IdempotencyKey = "k", ShipmentId = id, Kind = (V1.HoldKind)77 }, As("shipper")),
        ["cancelling without a reason"] = async (hub, id) => await hub.Shipments.CancelShipmentAsync(new() { IdempotencyKey = "k", ShipmentId = id }, As("shipper")),
        ["cancelling with NUL"] = async (hub, id) => await hub.Shipments.CancelShipmentAsync(
            new() { IdempotencyKey = "k", ShipmentId = id, Reason = "a\0b" }, As("shipper")),
        ["returning without appointments"] = async (hub, id) => await hub.Shipments.ReturnShipmentAsync(
            new() { IdempotencyKey = "k", ShipmentId = id, Reason = "x" }, As("shipper")),
        ["losing a unit that is none"] = async (hub, id) => await hub.Shipments.DeclareLostAsync(
            new() { IdempotencyKey = "k", ShipmentId = id, Reason = "x", HandlingUnitIds = { "PALLET 7" } }, As("dispatcher")),
        ["correcting without a reason"] = async (hub, id) => await hub.Shipments.CorrectReportAsync(
            new() { ReportId = "k", ShipmentId = id, WrongId = "r" }, As("dispatcher")),
        ["correcting nothing"] = async (hub, id) => await hub.Shipments.CorrectReportAsync(
            new() { ReportId = "k", ShipmentId = id, Reason = V1.CorrectionReason.DidNotOccur }, As("dispatcher")),
        ["proof by a hash that is none"] = async (hub, id) => await hub.Shipments.ReportStatusAsync(
            With(A_report.Of(id, V1.MilestoneKind.Delivered, "DESIE"), r => r.Proof = new() { DocumentHashes = { "ABC" } }), As("dispatcher")),
        ["proof by far too many photos"] = async (hub, id) => await hub.Shipments.ReportStatusAsync(
            With(A_report.Of(id, V1.MilestoneKind.Delivered, "DESIE"), r => r.Proof = new() { DocumentHashes = { Enumerable.Repeat(new string('a', 64), 21) } }),
            As("dispatcher")),
        ["a remark without end"] = async (hub, id) => await hub.Shipments.ReportStatusAsync(
            With(A_report.Of(id, V1.MilestoneKind.DeliveryAttempted, "DESIE"), r => r.Remark = new('x', 501)), As("dispatcher")),
        ["a document's hash that is none"] = async (hub, id) => await hub.Documents.GetDocumentAsync(new() { ShipmentId = id, Sha256 = "../x" }, As("shipper")),
        ["a handover without a side"] = async (hub, id) => await hub.Handovers.ConfirmHandoverAsync(
            new() { IdempotencyKey = "k", ShipmentId = id, HubId = "DEDTM", FromOrganisation = Known.Shipper, ToOrganisation = Known.Hub }, As("shipper")),
        ["a handover without a time"] = async (hub, id) => await hub.Handovers.ConfirmHandoverAsync(
            new()
            {
                IdempotencyKey = "k",
                ShipmentId = id,
                HubId = "DEDTM",
                FromOrganisation = Known.Shipper,
                ToOrganisation = Known.Hub,
                Side = V1.HandoverSide.Releasing,
            },
            As("shipper")),
        ["handovers in an unknown state"] = async (hub, _) => await hub.Handovers.ListHandoversAsync(new() { States = { (V1.HandoverState)9 } }, As("shipper")),
        ["assigning to nobody"] = async (hub, _) => await hub.WorkItems.AssignWorkItemAsync(new() { IdempotencyKey = "k", WorkItemId = "wi-1" }, As("dispatcher")),
        ["an empty note"] = async (hub, _) => await hub.WorkItems.NoteWorkItemAsync(
            new() { IdempotencyKey = "k", WorkItemId = "wi-1", Text = " " }, As("dispatcher")),
    };

    public static TheoryData<string> Names => [.. Commands.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Change_nothing(string what)
    {
        var booked = await running.Shipments.BookShipmentAsync(A_booking.Good(), As("shipper"));
        var refused = (await FluentActions.Awaiting(() => Commands[what](running, booked.ShipmentId)).Should().ThrowAsync<RpcException>()).Which;
        refused.StatusCode.Should().Be(StatusCode.InvalidArgument);
        refused.Trailers.GetValue("reason").Should().BeOneOf("invalid-argument", "invalid-text");
        (await running.Scalar<long>($"select count(*) from mt_events where stream_id = 'shipment-{booked.ShipmentId}'")).Should().Be(1);
    }

    private static V1.ReportStatusRequest With(V1.ReportStatusRequest report, Action<V1.ReportStatusRequest> spoil)
    {
        spoil(report);
        return report;
    }
}
