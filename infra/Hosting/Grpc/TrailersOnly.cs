using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Logistics.Hosting.Grpc;

internal static class TrailersOnly
{
    /// <summary>A gRPC refusal before any handler ran: HTTP 200, the status in the headers (gRPC over HTTP/2, "Trailers-Only").</summary>
    internal static Task Write(HttpResponse response, StatusCode code, string reason, string detail)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)code).ToString(System.Globalization.CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = Uri.EscapeDataString(detail);
        response.Headers["reason"] = reason;
        response.Headers[ErrorDetails.Key] = Convert.ToBase64String(ErrorDetails.Of(code, reason, detail)).TrimEnd('=');
        return Task.CompletedTask;
    }
}
