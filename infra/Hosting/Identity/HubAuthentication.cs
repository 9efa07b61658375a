using System.Security.Claims;
using System.Text.Encodings.Web;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Logistics.Hosting.Identity;

/// <summary>
/// `authorization: Bearer …` to a <see cref="Caller"/>. Refusals answer in the caller's language: gRPC status in a trailers-only
/// response, problem+json over HTTP. Why a token is bad is never said.
/// </summary>
internal sealed class HubAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IntrospectionCache tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    internal const string SchemeName = "Hub";
    private const string Prefix = "Bearer ";
    private bool unreachable;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerOf(Context) is not { } token) return AuthenticateResult.NoResult();
        try
        {
            var caller = await tokens.Find(token, Context.RequestAborted);
            return caller is null ? AuthenticateResult.Fail("unknown token") : AuthenticateResult.Success(TicketOf(caller));
        }
        catch (Exception e) when (e is not OperationCanceledException || !Context.RequestAborted.IsCancellationRequested)
        {
            unreachable = true;
            Logger.PartnersUnreachable(e.Message);
            return AuthenticateResult.Fail("Partners cannot be asked");
        }
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => unreachable
        ? Answer(StatusCodes.Status503ServiceUnavailable, global::Grpc.Core.StatusCode.Unavailable, "identity-unavailable", "Identities cannot be checked right now.")
        : Answer(StatusCodes.Status401Unauthorized, global::Grpc.Core.StatusCode.Unauthenticated, "unauthenticated", "A valid token is needed.");

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Answer(StatusCodes.Status403Forbidden, global::Grpc.Core.StatusCode.PermissionDenied, "permission-denied", "This identity may not do that.");

    /// <summary>The token as it was sent; null where there is none.</summary>
    internal static string? BearerOf(HttpContext context) =>
        context.Request.Headers.Authorization is [{ Length: > 7 and < 4096 } header] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? header[Prefix.Length..].Trim()
            : null;

    private Task Answer(int status, global::Grpc.Core.StatusCode code, string reason, string detail)
    {
        if (Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true)
            return TrailersOnly.Write(Response, code, reason, detail);
        if (status == StatusCodes.Status401Unauthorized) Response.Headers.WWWAuthenticate = "Bearer";
        if (status == StatusCodes.Status503ServiceUnavailable) Response.Headers.RetryAfter = "2";
        return Problems.Refuse(status, reason, detail).ExecuteAsync(Context);
    }

    private static AuthenticationTicket TicketOf(Caller caller)
    {
        var claims = caller.Roles.Select(role => new Claim(ClaimTypes.Role, role)).Append(new Claim(ClaimTypes.NameIdentifier, caller.Id));
        var identity = new CallerIdentity(caller, claims);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName);
    }
}

/// <summary>Carries the <see cref="Caller"/> on the request's principal.</summary>
internal sealed class CallerIdentity(Caller caller, IEnumerable<Claim> claims) : ClaimsIdentity(claims, HubAuthentication.SchemeName)
{
    internal Caller Caller { get; } = caller;
}
