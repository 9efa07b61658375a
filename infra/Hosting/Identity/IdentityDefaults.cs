using Logistics.Hosting.Grpc;
using Logistics.Partners.V1;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Logistics.Hosting.Identity;

internal static class IdentityDefaults
{
    /// <summary>A sandbox's machines come in only where a route names their role.</summary>
    private static readonly AuthorizationPolicy AnyPartner = new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser().RequireAssertion(context => !context.User.IsInRole(Roles.Sandbox)).Build();

    /// <summary>Every route says who may call it, or the service does not start. Partners, and tests, put an <see cref="IntrospectToken"/> of their own.</summary>
    internal static void AddHubIdentity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddAuthentication(HubAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, HubAuthentication>(HubAuthentication.SchemeName, null);
        services.AddHostedService<RoutePolicies>();
        services.AddAuthorizationBuilder().SetDefaultPolicy(AnyPartner).SetFallbackPolicy(AnyPartner);

        services.AddSingleton<IntrospectionCache>();
        services.AddSingleton<ServiceToken>();
        builder.AddAnonymousHubClient<TokenService.TokenServiceClient>("Partners");
        builder.AddHubClient<IntrospectionService.IntrospectionServiceClient>("Partners");
        services.TryAddSingleton<PartnersIntrospection>();
        services.TryAddSingleton<IntrospectToken>(provider => provider.GetRequiredService<PartnersIntrospection>().Introspect);
    }
}
