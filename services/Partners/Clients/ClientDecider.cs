using Logistics.EventStore;
using Logistics.Partners.Organisations;

namespace Logistics.Partners.Clients;

internal sealed record RegisterClient(string Id, string OrganisationId, IReadOnlyList<string> Roles, string SecretHash);

internal static class ClientDecider
{
    /// <summary>A secret is shown once: a client that exists is refused, whatever the request says about it.</summary>
    internal static Decision Register(Client state, Organisation owner, RegisterClient command) => state switch
    {
        Client.Unknown => Registered(owner, command),
        _ => Decision.Refuse(Refusals.AlreadyExists, $"Client {command.Id} is registered already."),
    };

    /// <summary>The operator's own list: differing roles or another secret replace what is known. A revoked client stays revoked.</summary>
    internal static Decision Align(Client state, Organisation owner, RegisterClient command) => state switch
    {
        Client.Unknown => Registered(owner, command),
        Client.Revoked => Decision.Refuse(Refusals.Revoked, $"Client {command.Id} is revoked."),
        Client.Active active when active.OrganisationId != command.OrganisationId => Decision.Refuse(
            Refusals.AlreadyExists, $"Client {command.Id} belongs to organisation {active.OrganisationId}."),
        Client.Active active => Refused(owner, command) ?? Decision.Accept([.. Differences(active, command)]),
        _ => throw new InvalidOperationException($"Unexpected state {state}."),
    };

    internal static Decision Revoke(Client state) => state switch
    {
        Client.Active active => Decision.Accept(new ClientRevoked(active.Id)),
        Client.Revoked => Decision.Nothing,
        _ => Decision.Refuse(Refusals.UnknownCredential, "There is no such client."),
    };

    private static Decision Registered(Organisation owner, RegisterClient command) => Refused(owner, command) ?? Decision.Accept(
        new ClientRegistered(command.Id, command.OrganisationId, RoleSet.Ordered(command.Roles), command.SecretHash));

    private static Decision? Refused(Organisation owner, RegisterClient command) => owner switch
    {
        Organisation.Registered known => RoleRules.Refused(known, command.Roles),
        _ => Decision.Refuse(Refusals.UnknownOrganisation, $"There is no organisation {command.OrganisationId}."),
    };

    private static IEnumerable<object> Differences(Client.Active active, RegisterClient command)
    {
        var roles = RoleSet.Ordered(command.Roles);
        if (!active.Roles.SequenceEqual(roles)) yield return new ClientRolesChanged(command.Id, roles);
        if (active.SecretHash != command.SecretHash) yield return new ClientSecretReplaced(command.Id, command.SecretHash);
    }
}
