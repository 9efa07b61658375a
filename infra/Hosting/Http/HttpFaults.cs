using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Logistics.Hosting.Http;

/// <summary>
/// What a handler over HTTP let through, as over gRPC: a database or a bus that is away, or took too long, is 503 (try again), a request
/// that breaks off or cannot be read has the server's own status for it. What nobody expected stays 500.
/// </summary>
internal sealed class HttpFaults(ILogger<HttpFaults> logger) : IExceptionHandler
{
    private const string RetryAfter = "2";

    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case BadHttpRequestException bad:
                await Problems.Refuse(bad.StatusCode, "malformed-request", "The request breaks off or cannot be read.").ExecuteAsync(http);
                return true;
            case var fault when BackingFaults.Are(fault):
                logger.BackingAway(http.Request.Path, fault.Message);
                http.Response.Headers.RetryAfter = RetryAfter;
                await Problems.Refuse(StatusCodes.Status503ServiceUnavailable, "unavailable", "Something this needs is away or took too long; try again, or ask for less.").ExecuteAsync(http);
                return true;
            default:
                return false;
        }
    }
}
