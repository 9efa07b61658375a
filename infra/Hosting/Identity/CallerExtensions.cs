using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Logistics.Hosting.Identity;

/// <summary>The identity of the request at hand.</summary>
public static class CallerExtensions
{
    /// <exception cref="InvalidOperationException">The route is anonymous: it has no caller to ask for.</exception>
    public static Caller Caller(this HttpContext context) =>
        context.CallerIfAny() ?? throw new InvalidOperationException("No caller: the route is anonymous.");

    /// <summary>Null where nobody had to sign in.</summary>
    public static Caller? CallerIfAny(this HttpContext context) => context.User.Identities.OfType<CallerIdentity>().FirstOrDefault()?.Caller;

    /// <inheritdoc cref="Caller(HttpContext)"/>
    public static Caller Caller(this ServerCallContext context) => context.GetHttpContext().Caller();

    /// <summary>Headers that pass the caller's own token on to another service.</summary>
    public static Metadata ForwardedToken(this HttpContext context) =>
        HubAuthentication.BearerOf(context) is { } token ? new Metadata { { "authorization", $"Bearer {token}" } } : [];
}
