using Grpc.Core;
using Logistics.Hosting.Identity;
using Logistics.Partners.V1;
using Microsoft.AspNetCore.Authorization;
using HubRefusals = Logistics.Hosting.Grpc.Refusals;

namespace Logistics.Partners.Introspection;

[Authorize(Roles = Roles.Service)]
internal sealed class IntrospectionGrpc(TokenLookup tokens) : IntrospectionService.IntrospectionServiceBase
{
    /// <summary>The reason tells a service that it is the token asked about that is bad, and not its own.</summary>
    private const string UnknownToken = "unknown-token";

    public override async Task<V1.Identity> Introspect(IntrospectRequest request, ServerCallContext context)
        => await tokens.Find(request.Token, context.CancellationToken) is { } owner
            ? Mapping.Identity(owner)
            : throw HubRefusals.Of(StatusCode.Unauthenticated, UnknownToken, "No such token.");
}
