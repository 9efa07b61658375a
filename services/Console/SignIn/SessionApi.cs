using System.Security.Claims;
using Grpc.Core;
using Logistics.Console.Edge;
using Logistics.Console.Names;
using Logistics.Hosting.Http;
using Logistics.Partners.V1;
using Microsoft.AspNetCore.Authentication;
using NodaTime;

namespace Logistics.Console.SignIn;

internal sealed record Credentials(string Email, string Password);

internal sealed record NewPassword(string CurrentPassword, string Password);

/// <param name="Now">The hub's clock, so that ages on the screen do not depend on the PC's.</param>
internal sealed record Session(
    string Id, string Name, string OrganisationId, string OrganisationName, IReadOnlyList<string> Roles, bool MustChangePassword, Instant ExpiresAt, Instant Now);

internal static class SessionApi
{
    internal static void MapSession(this RouteGroupBuilder api)
    {
        api.MapPost("/sign-in", SignIn).AllowAnonymous().RequireRateLimiting(EdgeDefaults.SignInLimit);
        api.MapPost("/password", ChangePassword).RequireAuthorization().RequireRateLimiting(EdgeDefaults.SignInLimit);
        api.MapPost("/sign-out", SignOut).AllowAnonymous();
        api.MapGet("/session", Current).RequireAuthorization().Produces<Session>();
    }

    private static async Task<IResult> SignIn(Credentials credentials, TokenService.TokenServiceClient partners, HttpContext http, CancellationToken ct)
    {
        try
        {
            var signedIn = await partners.SignInAsync(new SignInRequest { Email = credentials.Email, Password = credentials.Password }, cancellationToken: ct);
            await SessionTicket.Begin(http, signedIn, credentials.Email);
            return Results.NoContent();
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unauthenticated or StatusCode.InvalidArgument)
        {
            return Problems.Refuse(401, "invalid-credentials", "E-mail or password is wrong.");
        }
    }

    private static async Task<IResult> ChangePassword(NewPassword change, TokenService.TokenServiceClient partners, HttpContext http, CancellationToken ct)
    {
        var email = http.User.Email();
        try
        {
            var request = new ChangePasswordRequest { Email = email, CurrentPassword = change.CurrentPassword, NewPassword = change.Password };
            await SessionTicket.Begin(http, await partners.ChangePasswordAsync(request, cancellationToken: ct), email);
            return Results.NoContent();
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unauthenticated)
        {
            return Problems.Refuse(401, "invalid-credentials", "The current password is wrong.");
        }
    }

    private static async Task<IResult> SignOut(TokenService.TokenServiceClient partners, HttpContext http, CancellationToken ct)
    {
        if (http.User.Identity is { IsAuthenticated: true })
            await partners.RevokeTokenAsync(new RevokeTokenRequest { AccessToken = await SessionTicket.TokenOf(http) }, cancellationToken: ct);
        await http.SignOutAsync(SessionDefaults.Scheme);
        return Results.NoContent();
    }

    private static async Task<IResult> Current(
        Dispatcher dispatcher, OrganisationService.OrganisationServiceClient partners, TokenCheck tokens, IClock clock, ILogger<Session> logger,
        HttpContext http, CancellationToken ct)
    {
        // Introspection knows no token of a one-time password: it is good for choosing another, and nothing else.
        if (!http.User.MustChangePassword() && !await tokens.IsGood(dispatcher.Token, ct))
        {
            await http.SignOutAsync(SessionDefaults.Scheme);
            return Problems.Refuse(401, "unauthenticated", "Sign in again.");
        }

        var user = http.User;
        var asked = user.MustChangePassword() ? null : await new Parts(logger).Get("partners", Reference.Organisations(partners, dispatcher, ct), []);
        var organisation = asked?.FirstOrDefault(one => one.Id == user.OrganisationId())?.Name ?? user.OrganisationId();
        return Results.Ok(new Session(
            user.PersonId(), user.PersonName(), user.OrganisationId(), organisation, [.. user.FindAll(ClaimTypes.Role).Select(role => role.Value)],
            user.MustChangePassword(), await SessionTicket.ExpiryOf(http), clock.GetCurrentInstant()));
    }
}
