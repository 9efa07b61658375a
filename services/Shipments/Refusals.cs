using Grpc.Core;
using Logistics.EventStore;

namespace Logistics.Shipments;

/// <summary>Every reason for which this service refuses a command: machine-readable, never renamed.</summary>
internal static class Reasons
{
    public const string ShipmentNotFound = "shipment-not-found";
    public const string TransportOrderNotFound = "transport-order-not-found";
    public const string WorkItemNotFound = "work-item-not-found";
    public const string TrackingNotFound = "tracking-not-found";
    public const string ShipmentClosed = "shipment-closed";
    public const string ShipmentUnderway = "shipment-underway";
    public const string ShipmentAtDestination = "shipment-at-destination";
    public const string ShipmentNotUnderway = "shipment-not-underway";
    public const string NothingOutstanding = "nothing-outstanding";
    public const string HeldByAnother = "held-by-another";
    public const string NotYoursToChange = "not-yours-to-change";
    public const string CursorTooOld = "cursor-too-old";
    public const string ReportNotFound = "report-not-found";
    public const string DocumentNotFound = "document-not-found";
    public const string NotYourReport = "not-your-report";
    public const string DocumentTypeUnknown = "document-type-unknown";
    public const string DocumentTooLarge = "document-too-large";
    public const string TooManyDocuments = "too-many-documents";
    public const string GrantNotFound = "grant-not-found";
    public const string HandoverNotFound = "handover-not-found";
    public const string NotYourSide = "not-your-side";
    public const string HandoverToOneself = "handover-to-oneself";
    public const string HandoverConfirmed = "handover-confirmed";
    public const string HandoverCompleted = "handover-completed";
    public const string HandoverSettled = "handover-settled";
    public const string NoHandlingUnits = "no-handling-units";
    public const string TooManyHandlingUnits = "too-many-handling-units";
    public const string DuplicateHandlingUnit = "duplicate-handling-unit";
    public const string HandlingUnitInUse = "handling-unit-in-use";
    public const string HandlingUnitNotOfShipment = "handling-unit-not-of-shipment";
    public const string InvalidSscc = "invalid-sscc";
    public const string WeightOutOfRange = "weight-out-of-range";
    public const string VolumeOutOfRange = "volume-out-of-range";
    public const string DimensionsOutOfRange = "dimensions-out-of-range";
    public const string InvalidDangerousGoods = "invalid-dangerous-goods";
    public const string TemperatureOutOfRange = "temperature-out-of-range";
    public const string ConditionOutOfRange = "condition-out-of-range";
    public const string SameOriginAndDestination = "same-origin-and-destination";
    public const string DeadlineBeforeReady = "deadline-before-ready";
    public const string WindowOutOfOrder = "window-out-of-order";
    public const string NotASandbox = "not-a-sandbox";
    public const string PartyInSandbox = "party-in-sandbox";
    public const string NotAParty = "not-a-party";
    public const string NotYoursToShare = "not-yours-to-share";
    public const string LinkExpiryOutOfRange = "link-expiry-out-of-range";
    public const string OrderAccepted = "order-accepted";
    public const string OrderRejected = "order-rejected";
    public const string OrderTimedOut = "order-timed-out";
    public const string OrderWithdrawn = "order-withdrawn";
    public const string WorkItemResolved = "work-item-resolved";
    public const string TooManyNotes = "too-many-notes";
    public const string ShelvingOutOfRange = "shelving-out-of-range";
}

internal static class RefusalStatus
{
    public static readonly IReadOnlyDictionary<string, StatusCode> Of = new Dictionary<string, StatusCode>
    {
        [Reasons.ShipmentNotFound] = StatusCode.NotFound,
        [Reasons.TransportOrderNotFound] = StatusCode.NotFound,
        [Reasons.WorkItemNotFound] = StatusCode.NotFound,
        [Reasons.TrackingNotFound] = StatusCode.NotFound,
        [Reasons.ShipmentClosed] = StatusCode.FailedPrecondition,
        [Reasons.ShipmentUnderway] = StatusCode.FailedPrecondition,
        [Reasons.ShipmentAtDestination] = StatusCode.FailedPrecondition,
        [Reasons.ShipmentNotUnderway] = StatusCode.FailedPrecondition,
        [Reasons.NothingOutstanding] = StatusCode.FailedPrecondition,
        [Reasons.HeldByAnother] = StatusCode.PermissionDenied,
        [Reasons.NotYoursToChange] = StatusCode.PermissionDenied,
        [Reasons.CursorTooOld] = StatusCode.OutOfRange,
        [Reasons.ReportNotFound] = StatusCode.NotFound,
        [Reasons.DocumentNotFound] = StatusCode.NotFound,
        [Reasons.NotYourReport] = StatusCode.PermissionDenied,
        [Reasons.DocumentTypeUnknown] = StatusCode.InvalidArgument,
        [Reasons.DocumentTooLarge] = StatusCode.InvalidArgument,
        [Reasons.TooManyDocuments] = StatusCode.ResourceExhausted,
        [Reasons.GrantNotFound] = StatusCode.NotFound,
        [Reasons.HandoverNotFound] = StatusCode.NotFound,
        [Reasons.NotYourSide] = StatusCode.PermissionDenied,
        [Reasons.HandoverToOneself] = StatusCode.InvalidArgument,
        [Reasons.HandoverConfirmed] = StatusCode.FailedPrecondition,
        [Reasons.HandoverCompleted] = StatusCode.FailedPrecondition,
        [Reasons.HandoverSettled] = StatusCode.FailedPrecondition,
        [Reasons.NoHandlingUnits] = StatusCode.InvalidArgument,
        [Reasons.TooManyHandlingUnits] = StatusCode.InvalidArgument,
        [Reasons.DuplicateHandlingUnit] = StatusCode.InvalidArgument,
        [Reasons.HandlingUnitInUse] = StatusCode.FailedPrecondition,
        [Reasons.HandlingUnitNotOfShipment] = StatusCode.InvalidArgument,
        [Reasons.InvalidSscc] = StatusCode.InvalidArgument,
        [Reasons.WeightOutOfRange] = StatusCode.InvalidArgument,
        [Reasons.VolumeOutOfRange] = StatusCode.InvalidArgument,
        [Reasons.DimensionsOutOfRange] = StatusCode.InvalidArgument,
        [Reasons.InvalidDangerousGoods] = StatusCode.InvalidArgument,
        [Reasons.TemperatureOutOfRange] = StatusCode.InvalidArgument,
        [Reasons.ConditionOutOfRange] = StatusCode.InvalidArgument,
        [Reasons.SameOriginAndDestination] = StatusCode.InvalidArgument,
        [Reasons.DeadlineBeforeReady] = StatusCode.InvalidArgument,
        [Reasons.WindowOutOfOrder] = StatusCode.InvalidArgument,
        [Reasons.NotASandbox] = StatusCode.FailedPrecondition,
        [Reasons.PartyInSandbox] = StatusCode.InvalidArgument,
        [Reasons.NotAParty] = StatusCode.PermissionDenied,
        [Reasons.NotYoursToShare] = StatusCode.PermissionDenied,
        [Reasons.LinkExpiryOutOfRange] = StatusCode.InvalidArgument,
        [Reasons.OrderAccepted] = StatusCode.FailedPrecondition,
        [Reasons.OrderRejected] = StatusCode.FailedPrecondition,
        [Reasons.OrderTimedOut] = StatusCode.FailedPrecondition,
        [Reasons.OrderWithdrawn] = StatusCode.FailedPrecondition,
        [Reasons.WorkItemResolved] = StatusCode.FailedPrecondition,
        [Reasons.TooManyNotes] = StatusCode.ResourceExhausted,
        [Reasons.ShelvingOutOfRange] = StatusCode.InvalidArgument,
    };

    public static RpcException ToRpc(this Refusal refusal) => Hosting.Grpc.Refusals.ToRpcException(refusal, Of);
}
