using Logistics.EventStore;
using Logistics.Hosting.Identity;
using Logistics.Partners.Organisations;

namespace Logistics.Partners.Clients;

/// <summary>Which roles an organisation may give its machines and people.</summary>
internal static class RoleRules
{
    internal static Decision? Refused(Organisation.Registered owner, IReadOnlyList<string> roles)
    {
        if (RoleSet.FirstOutside(ClientRoles.All, roles) is { } unknown)
            return Decision.Refuse(Refusals.UnknownRole, $"'{unknown}' is no role of a client or person.");
        if (roles.FirstOrDefault(role => owner.IsSandbox != (role == Roles.Sandbox)) is { } misplaced)
            return Decision.Refuse(Refusals.RoleReserved, owner.IsSandbox
                ? $"A sandbox gives its machines the role 'sandbox' and not '{misplaced}'."
                : "Role 'sandbox' is for a sandbox's machines only.");
        if (!owner.Operates && roles.FirstOrDefault(ClientRoles.Operators.Contains) is { } reserved)
            return Decision.Refuse(Refusals.RoleReserved, $"Role '{reserved}' is for the operating organisation's only.");
        return null;
    }
}
