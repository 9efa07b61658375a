using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Logistics.Hosting.Grpc;

/// <summary>
/// The reason of an error as google.rpc.ErrorInfo, which clients' libraries unpack by themselves; the trailer `reason` says the
/// same to those without one.
/// </summary>
public static class ErrorDetails
{
    /// <summary>The trailer, or header of a call that was refused before it began.</summary>
    public const string Key = "grpc-status-details-bin";

    /// <summary>Whose reasons these are.</summary>
    public const string Domain = "logistics.hub";

    internal static byte[] Of(StatusCode status, string reason, string detail, string? field = null)
    {
        var info = new ErrorInfo { Reason = reason, Domain = Domain };
        if (field is not null) info.Metadata.Add("field", field);
        return new global::Google.Rpc.Status { Code = (int)status, Message = detail, Details = { Any.Pack(info) } }.ToByteArray();
    }

    /// <summary>What an error that the hub answered says; null where it came from elsewhere.</summary>
    public static ErrorInfo? In(RpcException error) => error.Trailers.GetValueBytes(Key) is { } bytes
        ? global::Google.Rpc.Status.Parser.ParseFrom(bytes).Details.Where(d => d.Is(ErrorInfo.Descriptor)).Select(d => d.Unpack<ErrorInfo>()).FirstOrDefault()
        : null;
}
