using Logistics.Hosting.Http;

namespace Logistics.Console.Edge;

/// <summary>
/// Refuses commands that another site could have sent with the dispatcher's cookie. A page elsewhere cannot set `X-Console`
/// without a preflight, which nobody here answers; browsers say where a request comes from in Origin and Sec-Fetch-Site.
/// </summary>
internal sealed class CrossSiteGuard(RequestDelegate next)
{
    internal const string Header = "X-Console";

    public Task InvokeAsync(HttpContext context) =>
        IsSafe(context.Request) || IsOurs(context.Request)
            ? next(context)
            : Problems.Refuse(StatusCodes.Status403Forbidden, "cross-site-request", "This request did not come from the console.").ExecuteAsync(context);

    private static bool IsSafe(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);

    private static bool IsOurs(HttpRequest request) =>
        request.Headers[Header] == "1"
        && request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin"
        && IsOurOrigin(request);

    // Host only: a proxy in front may end TLS.
    private static bool IsOurOrigin(HttpRequest request) =>
        request.Headers.Origin.ToString() is not { Length: > 0 } origin
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
