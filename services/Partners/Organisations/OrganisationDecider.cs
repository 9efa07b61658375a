using Logistics.EventStore;
using NodaTime;

namespace Logistics.Partners.Organisations;

internal sealed record RegisterOrganisation(string Id, string Name, IReadOnlyList<string> Roles);

internal static class OrganisationDecider
{
    /// <summary>A partner's request: the same again is nothing new, anything else under a known id is somebody's mistake.</summary>
    internal static Decision Register(Organisation state, RegisterOrganisation command) => state switch
    {
        Organisation.Unknown => Registered(command),
        Organisation.Registered known when Same(known, command) => Decision.Nothing,
        _ => Decision.Refuse(Refusals.AlreadyExists, $"Organisation {command.Id} is registered with another name or other roles."),
    };

    /// <summary>An administrator's: it cannot hand over the hub, nor lock itself out.</summary>
    internal static Decision Change(Organisation state, RegisterOrganisation command) => state switch
    {
        Organisation.Registered known when Same(known, command) => Decision.Nothing,
        Organisation.Registered known when known.Operates != command.Roles.Contains(OrganisationRoles.Hub)
            => Decision.Refuse(Refusals.RoleReserved, "The role 'hub' stays with the operating organisation."),
        Organisation.Registered => Unknown(command)
            ?? Decision.Accept(new OrganisationChanged(command.Id, command.Name, RoleSet.Ordered(command.Roles))),
        _ => Decision.Refuse(Refusals.UnknownOrganisation, $"There is no organisation {command.Id}."),
    };

    /// <summary>The hub does not lock itself out.</summary>
    internal static Decision Deactivate(Organisation state, string id, string reason, Instant now) => state switch
    {
        Organisation.Registered { Operates: true } => Decision.Refuse(Refusals.RoleReserved, "The operating organisation stays active."),
        Organisation.Registered { Deactivated: true } => Decision.Nothing,
        Organisation.Registered => Decision.Accept(new OrganisationDeactivated(id, reason, now)),
        _ => Decision.Refuse(Refusals.UnknownOrganisation, $"There is no organisation {id}."),
    };

    internal static Decision Reactivate(Organisation state, string id, Instant now) => state switch
    {
        Organisation.Registered { Deactivated: true } => Decision.Accept(new OrganisationReactivated(id, now)),
        Organisation.Registered => Decision.Nothing,
        _ => Decision.Refuse(Refusals.UnknownOrganisation, $"There is no organisation {id}."),
    };

    /// <summary>The operator's own list: it is right, so a difference is a change.</summary>
    internal static Decision Align(Organisation state, RegisterOrganisation command) => state switch
    {
        Organisation.Unknown => Registered(command),
        Organisation.Registered known when Same(known, command) => Decision.Nothing,
        _ when Unknown(command) is { } refused => refused,
        _ => Decision.Accept(new OrganisationChanged(command.Id, command.Name, RoleSet.Ordered(command.Roles))),
    };

    private static Decision Registered(RegisterOrganisation command) => Unknown(command)
        ?? Decision.Accept(new OrganisationRegistered(command.Id, command.Name, RoleSet.Ordered(command.Roles)));

    private static Decision? Unknown(RegisterOrganisation command) => command.Roles.Contains(OrganisationRoles.Sandbox) switch
    {
        _ when RoleSet.FirstOutside(OrganisationRoles.All, command.Roles) is { } role
            => Decision.Refuse(Refusals.UnknownRole, $"'{role}' is no role of an organisation."),
        var sandbox when sandbox != OrganisationRoles.IsSandboxId(command.Id) || (sandbox && command.Roles.Distinct().Count() > 1)
            => Decision.Refuse(Refusals.RoleReserved, $"Role 'sandbox', and no other, is for organisations whose id begins with {OrganisationRoles.SandboxIds}."),
        _ => null,
    };

    private static bool Same(Organisation.Registered known, RegisterOrganisation command)
        => known.Name == command.Name && known.Roles.SequenceEqual(RoleSet.Ordered(command.Roles));
}
