using Logistics.Hosting;
using Logistics.Hosting.Http;
using Logistics.Hosting.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace Logistics.Console.SignIn;

/// <summary>A session is a cookie that only this service can read; the dispatcher's token is sealed inside it.</summary>
internal static class SessionDefaults
{
    internal const string Scheme = "Session";
    internal const string Policy = "Dispatchers";

    internal static void AddSession(this WebApplicationBuilder builder)
    {
        var keys = Path.Combine(builder.Configuration.Required("Hub:Keys"), "console");
        builder.Services.AddDataProtection()
            .SetApplicationName("Logistics.Console")
            .PersistKeysToFileSystem(Directory.CreateDirectory(keys));
        builder.Services.AddAuthentication().AddCookie(Scheme, Configure);
        // People come with a cookie here, nobody with a bearer token.
        builder.Services.Configure<AuthenticationOptions>(authentication => authentication.DefaultScheme = Scheme);
        builder.Services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy
            .RequireAuthenticatedUser()
            .RequireRole(Roles.Dispatcher, Roles.Admin)
            .RequireAssertion(context => !context.User.MustChangePassword()));
    }

    private static void Configure(CookieAuthenticationOptions cookies)
    {
        cookies.Cookie.Name = "logistics-session";
        cookies.Cookie.HttpOnly = true;
        cookies.Cookie.SameSite = SameSiteMode.Strict;
        cookies.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookies.SlidingExpiration = false;
        cookies.Events.OnRedirectToLogin = context => Problems.Refuse(401, "unauthenticated", "Sign in first.").ExecuteAsync(context.HttpContext);
        cookies.Events.OnRedirectToAccessDenied = context => (context.HttpContext.User.MustChangePassword()
                ? Problems.Refuse(403, "must-change-password", "Set a password of your own first.")
                : Problems.Refuse(403, "permission-denied", "Your roles do not allow this."))
            .ExecuteAsync(context.HttpContext);
    }
}
