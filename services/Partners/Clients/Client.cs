using Logistics.EventStore;

namespace Logistics.Partners.Clients;

internal sealed record ClientRegistered(string ClientId, string OrganisationId, IReadOnlyList<string> Roles, string SecretHash);

internal sealed record ClientRolesChanged(string ClientId, IReadOnlyList<string> Roles);

internal sealed record ClientSecretReplaced(string ClientId, string SecretHash);

internal sealed record ClientRevoked(string ClientId);

/// <summary>
/// A machine of an organisation that signs in with a secret and works with short-lived tokens. Registered once; its secret and
/// roles may be replaced while it is active; revoked once and for all, its id is never given out again. The log holds the secret
/// only as a hash.
/// </summary>
internal abstract record Client
{
    private Client()
    {
    }

    internal sealed record Unknown : Client;

    internal sealed record Active(string Id, string OrganisationId, IReadOnlyList<string> Roles, string SecretHash) : Client;

    internal sealed record Revoked(string Id) : Client;

    internal static readonly StreamType<Client> Stream = new("client", new Unknown(), Evolve);

    internal static Client Evolve(Client state, object e) => (state, e) switch
    {
        (_, ClientRegistered registered) => new Active(
            registered.ClientId, registered.OrganisationId, registered.Roles, registered.SecretHash),
        (Active active, ClientRolesChanged changed) => active with { Roles = changed.Roles },
        (Active active, ClientSecretReplaced replaced) => active with { SecretHash = replaced.SecretHash },
        (_, ClientRevoked revoked) => new Revoked(revoked.ClientId),
        _ => throw new InvalidOperationException($"A client that is {state.GetType().Name} knows no {e.GetType().Name}."),
    };
}
