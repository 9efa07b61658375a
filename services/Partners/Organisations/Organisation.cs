using Logistics.EventStore;

namespace Logistics.Partners.Organisations;

internal sealed record OrganisationRegistered(string OrganisationId, string Name, IReadOnlyList<string> Roles);

internal sealed record OrganisationChanged(string OrganisationId, string Name, IReadOnlyList<string> Roles);

/// <summary>
/// A company in the network. It is registered once, by the operating organisation or at the hub's start, may change its name and
/// roles, and never goes away: what it did stays under its id. Whoever signs in, person or machine, belongs to exactly one.
/// </summary>
internal abstract record Organisation
{
    private Organisation()
    {
    }

    internal sealed record Unknown : Organisation;

    internal sealed record Registered(string Id, string Name, IReadOnlyList<string> Roles) : Organisation
    {
        internal bool Operates => Roles.Contains(OrganisationRoles.Hub);

        internal bool IsSandbox => Roles.Contains(OrganisationRoles.Sandbox);
    }

    internal static readonly StreamType<Organisation> Stream = new("organisation", new Unknown(), Evolve);

    internal static Organisation Evolve(Organisation state, object e) => e switch
    {
        OrganisationRegistered registered => new Registered(registered.OrganisationId, registered.Name, registered.Roles),
        OrganisationChanged changed => new Registered(changed.OrganisationId, changed.Name, changed.Roles),
        _ => throw new InvalidOperationException($"An organisation knows no {e.GetType().Name}."),
    };
}
