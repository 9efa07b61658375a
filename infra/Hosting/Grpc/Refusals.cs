using Grpc.Core;
using Logistics.EventStore;

namespace Logistics.Hosting.Grpc;

/// <summary>
/// Refusals as gRPC errors: the status says what kind, the trailer `reason` says which, machine-readable; so does the ErrorInfo
/// of <see cref="ErrorDetails"/>.
/// </summary>
public static class Refusals
{
    private static readonly Dictionary<string, StatusCode> OfTheLog = new()
    {
        [Refusal.StaleVersion] = StatusCode.Aborted,
        [Refusal.KeyReused] = StatusCode.AlreadyExists,
    };

    /// <param name="statuses">The service's closed set of reasons.</param>
    /// <exception cref="InvalidOperationException">A reason that the set lacks: a fault of the service.</exception>
    public static RpcException ToRpcException(Refusal refusal, IReadOnlyDictionary<string, StatusCode> statuses) =>
        statuses.TryGetValue(refusal.Reason, out var status) || OfTheLog.TryGetValue(refusal.Reason, out status)
            ? Of(status, refusal.Reason, refusal.Detail)
            : throw new InvalidOperationException($"Reason '{refusal.Reason}' has no gRPC status.");

    /// <summary>An error with a reason.</summary>
    public static RpcException Of(StatusCode status, string reason, string detail, string? field = null)
    {
        var trailers = new Metadata { { "reason", reason } };
        if (field is not null) trailers.Add("field", field);
        trailers.Add(ErrorDetails.Key, ErrorDetails.Of(status, reason, detail, field));
        return new RpcException(new Status(status, detail), trailers);
    }

    /// <summary>The same answer for what is missing and for what is another organisation's.</summary>
    public static RpcException NotFound(string what) => Of(StatusCode.NotFound, "not-found", $"There is no such {what}.");
}
