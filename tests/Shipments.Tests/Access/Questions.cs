using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using NodaTime;
using LocalTime = Logistics.Types.V1.LocalTime;

namespace Logistics.Shipments.Tests.Access;

/// <summary>A good request for each route about a shipment; good again and again, whoever sends it.</summary>
internal static class Questions
{
    /// <summary>Whom a grant was given to asks through it, and without filters.</summary>
    public static IMessage About(A_shared_shipment s, string route, string party) => (A_shared_shipment.GrantOf(s.Id, party), About(s, route)) switch
    {
        (null, var asked) => asked,
        (var grant, V1.ListShipmentsRequest) => new V1.ListShipmentsRequest { GrantId = grant },
        (var grant, V1.GetShipmentRequest asked) => new V1.GetShipmentRequest(asked) { GrantId = grant },
        (var grant, V1.WatchShipmentsRequest) => new V1.WatchShipmentsRequest { GrantId = grant },
        (var grant, V1.GetDocumentRequest asked) => new V1.GetDocumentRequest(asked) { GrantId = grant },
        var (_, asked) => asked,
    };

    public static IMessage About(A_shared_shipment s, string route) => route switch
    {
        "BookShipment" => A_shared_shipment.Booking(),
        "AmendShipment" => new V1.AmendShipmentRequest { IdempotencyKey = Key(), ShipmentId = s.Id, GoodsDescription = "Screws" },
        "HoldShipment" => new V1.HoldShipmentRequest { IdempotencyKey = Key(), ShipmentId = s.Id, Kind = V1.HoldKind.Customs, Reason = "papers" },
        "ReleaseShipment" => new V1.ReleaseShipmentRequest { IdempotencyKey = Key(), ShipmentId = s.Id, Kind = V1.HoldKind.Payment },
        "CancelShipment" => new V1.CancelShipmentRequest { IdempotencyKey = Key(), ShipmentId = s.Id, Reason = "sold out" },
        "ReturnShipment" => new V1.ReturnShipmentRequest
        {
            IdempotencyKey = Key(),
            ShipmentId = s.Id,
            Reason = "refused",
            ReadyAt = new LocalTime { Local = "2026-11-22T10:00:00", Zone = "Europe/Berlin" },
            ArriveBy = new LocalTime { Local = "2026-11-23T19:00:00", Zone = "Europe/Berlin" },
        },
        "DeclareLost" => new V1.DeclareLostRequest { IdempotencyKey = Key(), ShipmentId = s.Id, Reason = "not found" },
        "DeclareFound" => new V1.DeclareFoundRequest { IdempotencyKey = Key(), ShipmentId = s.Id },
        "GetShipment" => new V1.GetShipmentRequest { ShipmentId = s.Id },
        "ListShipments" => new V1.ListShipmentsRequest { Text = s.Id },
        "WatchShipments" => new V1.WatchShipmentsRequest(),
        "GetHistory" => new V1.GetHistoryRequest { ShipmentId = s.Id },
        "ReportStatus" or "ReportStatuses" => A_report.Of(s.Id, V1.MilestoneKind.Arrived, "DEHAG"),
        "CorrectReport" => new V1.CorrectReportRequest
        {
            ReportId = Key(),
            ShipmentId = s.Id,
            WrongId = s.ReportId,
            WrongSource = Known.Carrier,
            Reason = V1.CorrectionReason.DidNotOccur,
            EventTime = A_report.Of(s.Id, V1.MilestoneKind.Arrived, "DEHAG").EventTime,
        },
        "CreateTrackingLink" => A_shared_shipment.Link(s.Id),
        "RevokeTrackingLink" => new V1.RevokeTrackingLinkRequest { ShipmentId = s.Id, Token = "none-of-ours" },
        "GetTracking" => new V1.GetTrackingRequest { Token = s.TrackingToken },
        "UploadDocument" => A_shared_shipment.Upload(s.Id),
        "GetDocument" => new V1.GetDocumentRequest { ShipmentId = s.Id, Sha256 = s.DocumentHash },
        "ResetSandbox" => new V1.ResetSandboxRequest { IdempotencyKey = Key() },
        _ => AboutOrders(s, route) ?? AboutHandovers(s, route) ?? AboutWorkItems(s, route) ?? throw new NotSupportedException($"No question for {route} yet."),
    };

    private static IMessage? AboutOrders(A_shared_shipment s, string route) => route switch
    {
        "ListTransportOrders" => new V1.ListTransportOrdersRequest { PageSize = 500 },
        "WatchTransportOrders" => new V1.WatchTransportOrdersRequest(),
        "AcceptTransportOrder" => new V1.AcceptTransportOrderRequest { IdempotencyKey = Key(), TransportOrderId = s.OrderId },
        "RejectTransportOrder" => new V1.RejectTransportOrderRequest { IdempotencyKey = Key(), TransportOrderId = s.OrderId, Reason = "no driver" },
        _ => null,
    };

    private static IMessage? AboutHandovers(A_shared_shipment s, string route) => route switch
    {
        "ConfirmHandover" => A_shared_shipment.Handover(s.Id),
        "DisputeHandover" => new V1.DisputeHandoverRequest { IdempotencyKey = Key(), HandoverId = s.HandoverId, Reason = "damaged" },
        "SettleHandover" => new V1.SettleHandoverRequest { IdempotencyKey = Key(), HandoverId = s.HandoverId },
        "ListHandovers" => new V1.ListHandoversRequest { ShipmentId = s.Id },
        "WatchHandovers" => new V1.WatchHandoversRequest(),
        _ => null,
    };

    private static IMessage? AboutWorkItems(A_shared_shipment s, string route) => route switch
    {
        "ListWorkItems" => new V1.ListWorkItemsRequest { ShipmentId = s.Id },
        "WatchWorkItems" => new V1.WatchWorkItemsRequest(),
        "AcknowledgeWorkItem" => new V1.AcknowledgeWorkItemRequest { IdempotencyKey = Key(), WorkItemId = s.WorkItemId },
        "AssignWorkItem" => new V1.AssignWorkItemRequest { IdempotencyKey = Key(), WorkItemId = s.WorkItemId, Assignee = "p-ada" },
        "NoteWorkItem" => new V1.NoteWorkItemRequest { IdempotencyKey = Key(), WorkItemId = s.WorkItemId, Text = "asked the carrier" },
        "ShelveWorkItem" => new V1.ShelveWorkItemRequest
        {
            IdempotencyKey = Key(),
            WorkItemId = s.WorkItemId,
            Until = Timestamp.FromDateTimeOffset((SystemClock.Instance.GetCurrentInstant() + NodaTime.Duration.FromHours(2)).ToDateTimeOffset()),
        },
        "ResolveWorkItem" => new V1.ResolveWorkItemRequest { IdempotencyKey = Key(), WorkItemId = s.WorkItemId, Note = "solved" },
        _ => null,
    };

    private static string Key() => Guid.NewGuid().ToString();
}
