using Grpc.Core;
using Logistics.Console.SignIn;
using Logistics.Hosting.Http;
using Microsoft.AspNetCore.Authentication;

namespace Logistics.Console.Edge;

/// <summary>The services' gRPC refusals as problems. What is missing and what is another's answer with the same words.</summary>
internal static class BackEndRefusals
{
    internal static async ValueTask<object?> Answer(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception e) when (context.HttpContext.RequestAborted.IsCancellationRequested && e is RpcException or OperationCanceledException)
        {
            // The browser went to another screen: nobody waits for this answer.
            return Results.Empty;
        }
        catch (RpcException e)
        {
            return await Refuse(context.HttpContext, e);
        }
    }

    private static async Task<IResult> Refuse(HttpContext http, RpcException e)
    {
        var reason = e.Trailers.GetValue("reason");
        switch (e.StatusCode)
        {
            case StatusCode.InvalidArgument or StatusCode.OutOfRange:
                return Problems.Refuse(400, reason ?? "invalid-argument", e.Status.Detail, e.Trailers.GetValue("field"));
            case StatusCode.Unauthenticated:
                await http.SignOutAsync(SessionDefaults.Scheme);
                return Problems.Refuse(401, "unauthenticated", "Sign in again.");
            case StatusCode.PermissionDenied:
                return Problems.Refuse(403, reason ?? "permission-denied", "Your roles do not allow this.");
            case StatusCode.NotFound:
                return Problems.Refuse(404, "not-found", "There is no such thing, or your organisation is no party to it.");
            case StatusCode.FailedPrecondition:
                return Problems.Refuse(409, reason ?? "refused", e.Status.Detail);
            case StatusCode.Aborted:
                return Problems.Refuse(412, reason ?? "stale-version", e.Status.Detail);
            case StatusCode.AlreadyExists:
                return Problems.Refuse(422, reason ?? "already-exists", e.Status.Detail);
            case StatusCode.ResourceExhausted:
                http.Response.Headers.RetryAfter = e.Trailers.GetValue("retry-after") is { Length: > 0 } after ? after : "60";
                return Problems.Refuse(429, reason ?? "too-many-requests", "Too many requests; try again later.");
            default:
                // The detail of a broken connection names addresses: it is for our log, not for the browser.
                Log(http).NotAnswered(http.Request.Path, e.StatusCode.ToString(), e.Status.Detail);
                http.Response.Headers.RetryAfter = "2";
                return Problems.Refuse(503, "service-unavailable", "A service of the hub does not answer right now.");
        }
    }

    private static ILogger Log(HttpContext http) =>
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Logistics.Console.Edge.BackEndRefusals");
}
