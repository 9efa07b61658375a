using Grpc.Core;
using Logistics.Partners.V1;
using NodaTime;
using Proto = Logistics.Partners.V1;

namespace Logistics.Hosting.Identity;

/// <summary>Asks Partners by gRPC with this service's own token.</summary>
internal sealed class PartnersIntrospection(IntrospectionService.IntrospectionServiceClient partners)
{
    internal async Task<TokenOwner?> Introspect(string token, CancellationToken ct)
    {
        try
        {
            var identity = await partners.IntrospectAsync(new IntrospectRequest { Token = token }, deadline: null, cancellationToken: ct);
            return new TokenOwner(CallerOf(identity), Instant.FromDateTimeOffset(identity.ExpiresAt.ToDateTimeOffset()));
        }
        // NOT_FOUND and UNAUTHENTICATED are answers about the token; anything else is a failure to answer.
        catch (RpcException e) when (e.StatusCode is StatusCode.NotFound || (e.StatusCode is StatusCode.Unauthenticated && e.IsAboutToken()))
        {
            return null;
        }
    }

    internal static Caller CallerOf(Proto.Identity identity) => new(
        identity.Kind switch
        {
            IdentityKind.Person => CallerKind.Person,
            IdentityKind.Client => CallerKind.Client,
            IdentityKind.Device => CallerKind.Device,
            IdentityKind.Service => CallerKind.Service,
            _ => throw new InvalidOperationException($"Partners answered an identity of unknown kind {identity.Kind}."),
        },
        identity.Id,
        identity.OrganisationId,
        identity.Roles.ToHashSet(),
        identity.DisplayName is { Length: > 0 } name ? name : identity.Id);
}

file static class IntrospectionFailures
{
    /// <summary>Partners marks a bad token with this reason; without it, it is our own token that was refused.</summary>
    internal static bool IsAboutToken(this RpcException e) => e.Trailers.GetValue("reason") == "unknown-token";
}
