using System.Security.Claims;
using Logistics.Partners.V1;
using Microsoft.AspNetCore.Authentication;
using NodaTime;

namespace Logistics.Console.SignIn;

/// <summary>What the cookie says about the person; written at sign-in, read by each request.</summary>
internal static class SessionTicket
{
    private const string Organisation = "organisation";
    private const string MustChange = "must-change-password";
    private const string Token = "token";

    internal static Task Begin(HttpContext context, SignInResponse signedIn, string email)
    {
        var who = signedIn.Identity;
        var claims = new List<Claim>
        {
            new(ClaimTypes.NameIdentifier, who.Id),
            new(ClaimTypes.Name, who.DisplayName.Length > 0 ? who.DisplayName : who.Id),
            new(ClaimTypes.Email, email),
            new(Organisation, who.OrganisationId),
        };
        claims.AddRange(who.Roles.Select(role => new Claim(ClaimTypes.Role, role)));
        if (signedIn.MustChangePassword) claims.Add(new(MustChange, "true"));
        var properties = new AuthenticationProperties { IsPersistent = false, ExpiresUtc = signedIn.ExpiresAt.ToDateTimeOffset() };
        properties.StoreTokens([new AuthenticationToken { Name = Token, Value = signedIn.AccessToken }]);
        return context.SignInAsync(SessionDefaults.Scheme, new ClaimsPrincipal(new ClaimsIdentity(claims, SessionDefaults.Scheme)), properties);
    }

    internal static async Task<string> TokenOf(HttpContext context) =>
        await context.GetTokenAsync(SessionDefaults.Scheme, Token) ?? throw new InvalidOperationException("The route is anonymous: it has no token to pass on.");

    internal static async Task<Instant> ExpiryOf(HttpContext context) =>
        (await context.AuthenticateAsync(SessionDefaults.Scheme)).Properties?.ExpiresUtc is { } at ? Instant.FromDateTimeOffset(at) : Instant.MinValue;

    internal static string PersonId(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";

    internal static string PersonName(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.Name) ?? "";

    internal static string Email(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.Email) ?? "";

    internal static string OrganisationId(this ClaimsPrincipal user) => user.FindFirstValue(Organisation) ?? "";

    internal static bool MustChangePassword(this ClaimsPrincipal user) => user.HasClaim(MustChange, "true");
}
