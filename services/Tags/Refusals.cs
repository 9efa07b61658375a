using System.Collections.Frozen;
using Grpc.Core;

namespace Logistics.Tags;

/// <summary>Every reason this service refuses for, and the gRPC status it goes out with.</summary>
internal static class Refusals
{
    internal const string AggregationCircle = "aggregation-circle";
    internal const string AggregationTooDeep = "aggregation-too-deep";
    internal const string AttachedElsewhere = "tag-attached-elsewhere";
    internal const string AttachmentOverlaps = "attachment-overlaps";
    internal const string DetachedBeforeAttached = "detached-before-attached";
    internal const string EpochTorn = "too-many-gaps";
    internal const string EpochUnknown = "epoch-unknown";
    internal const string FenceCrossesItself = "fence-crosses-itself";
    internal const string FenceMalformed = "fence-malformed";
    internal const string FenceTooLarge = "fence-too-large";
    internal const string FenceTooSmall = "fence-too-small";
    internal const string GatewayInUse = "gateway-in-use";
    internal const string GatewayUnknown = "gateway-unknown";
    internal const string QuarantineSettled = "quarantine-settled";
    internal const string ReadPointInUse = "read-point-in-use";
    internal const string SequenceReused = "sequence-reused";
    internal const string TagInUse = "tag-in-use";
    internal const string TagUnknown = "tag-unknown";
    internal const string TooMuchWaiting = "too-much-waiting";
    internal const string UnitUnknown = "unit-unknown";
    internal const string UnknownReadPoint = "read-point-unknown";

    internal static readonly FrozenDictionary<string, StatusCode> Statuses = new Dictionary<string, StatusCode>
    {
        [AggregationCircle] = StatusCode.FailedPrecondition,
        [AggregationTooDeep] = StatusCode.FailedPrecondition,
        [AttachedElsewhere] = StatusCode.FailedPrecondition,
        [AttachmentOverlaps] = StatusCode.FailedPrecondition,
        [DetachedBeforeAttached] = StatusCode.FailedPrecondition,
        [EpochTorn] = StatusCode.FailedPrecondition,
        [EpochUnknown] = StatusCode.FailedPrecondition,
        [FenceCrossesItself] = StatusCode.InvalidArgument,
        [FenceMalformed] = StatusCode.InvalidArgument,
        [FenceTooLarge] = StatusCode.InvalidArgument,
        [FenceTooSmall] = StatusCode.InvalidArgument,
        [GatewayInUse] = StatusCode.AlreadyExists,
        [GatewayUnknown] = StatusCode.PermissionDenied,
        [QuarantineSettled] = StatusCode.FailedPrecondition,
        [ReadPointInUse] = StatusCode.AlreadyExists,
        [SequenceReused] = StatusCode.AlreadyExists,
        [TagInUse] = StatusCode.AlreadyExists,
        [TagUnknown] = StatusCode.NotFound,
        [TooMuchWaiting] = StatusCode.ResourceExhausted,
        [UnitUnknown] = StatusCode.NotFound,
        [UnknownReadPoint] = StatusCode.NotFound,
    }.ToFrozenDictionary();

    /// <summary>The same over HTTP.</summary>
    internal static int HttpStatus(string reason) => Statuses[reason] switch
    {
        StatusCode.InvalidArgument or StatusCode.AlreadyExists => StatusCodes.Status422UnprocessableEntity,
        StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        StatusCode.NotFound => StatusCodes.Status404NotFound,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status409Conflict,
    };
}
