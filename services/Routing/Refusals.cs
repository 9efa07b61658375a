using System.Collections.Frozen;
using Grpc.Core;

namespace Logistics.Routing;

/// <summary>The closed set of reasons for which Routing refuses.</summary>
internal static class Reasons
{
    internal const string UnknownHub = "unknown-hub";
    internal const string CallsOutOfOrder = "calls-out-of-order";
    internal const string TooFewCalls = "too-few-calls";
    internal const string NoOperatingDays = "no-operating-days";
    internal const string ServiceIdTaken = "service-id-taken";
    internal const string HaulierIdTaken = "haulier-id-taken";
    internal const string NotOperating = "service-not-operating";
    internal const string CapacityExceeded = "capacity-exceeded";
    internal const string RunCancelled = "run-cancelled";
    internal const string InvalidFile = "invalid-file";
    internal const string NothingToReplan = "nothing-to-replan";
    internal const string ProposalOutdated = "proposal-outdated";

    internal static readonly FrozenDictionary<string, StatusCode> Statuses = new Dictionary<string, StatusCode>
    {
        [UnknownHub] = StatusCode.InvalidArgument,
        [CallsOutOfOrder] = StatusCode.InvalidArgument,
        [TooFewCalls] = StatusCode.InvalidArgument,
        [NoOperatingDays] = StatusCode.InvalidArgument,
        [ServiceIdTaken] = StatusCode.AlreadyExists,
        [HaulierIdTaken] = StatusCode.AlreadyExists,
        [NotOperating] = StatusCode.FailedPrecondition,
        [CapacityExceeded] = StatusCode.FailedPrecondition,
        [RunCancelled] = StatusCode.FailedPrecondition,
        [NothingToReplan] = StatusCode.FailedPrecondition,
        [ProposalOutdated] = StatusCode.Aborted,
    }.ToFrozenDictionary();
}
