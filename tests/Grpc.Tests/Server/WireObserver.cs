using Logistics.Conformance.V1;
using Microsoft.AspNetCore.Http;

namespace Logistics.GrpcTests.Server;

/// <summary>Middleware outside gRPC that counts the bytes of each direction, so that compression is seen and not believed.</summary>
internal sealed class WireObserver(RequestDelegate next, Observations observations)
{
    internal const string CallIdHeader = "call-id";

    private static readonly object Key = new();

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers[CallIdHeader].ToString() is not { Length: > 0 } callId)
        {
            await next(context);
            return;
        }

        var observation = new Observation();
        context.Items[Key] = observation;
        var request = new CountingStream(context.Request.Body);
        var response = new CountingStream(context.Response.Body);
        context.Request.Body = request;
        context.Response.Body = response;
        try
        {
            await next(context);
            // Kestrel flushes its own writer at the end of a response, but not one that stands before it.
            if (!context.RequestAborted.IsCancellationRequested) await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            observation.Request = request.ToWire(context.Request.Headers["grpc-encoding"]);
            observation.Response = response.ToWire(context.Response.Headers["grpc-encoding"]);
            observations.Record(callId, observation);
        }
    }

    /// <summary>The observation of the call under way, for the method to add to.</summary>
    internal static Observation Of(HttpContext context) => context.Items[Key] as Observation ?? new Observation();
}
