using Logistics.EventStore;
using Logistics.Partners.Contacts;
using NodaTime;

namespace Logistics.Partners.Organisations;

internal sealed record OrganisationRegistered(string OrganisationId, string Name, IReadOnlyList<string> Roles);

internal sealed record OrganisationChanged(string OrganisationId, string Name, IReadOnlyList<string> Roles);

internal sealed record OrganisationDeactivated(string OrganisationId, string Reason, Instant At);

internal sealed record OrganisationReactivated(string OrganisationId, Instant At);

/// <summary>
/// A company in the network. It is registered once, by the operating organisation or at the hub's start, may change its name and
/// roles, and never goes away: what it did stays under its id. Deactivated, nobody acts for it until it is reactivated. Whoever signs in,
/// person or machine, belongs to exactly one.
/// </summary>
internal abstract record Organisation
{
    private Organisation()
    {
    }

    internal sealed record Unknown : Organisation;

    internal sealed record Registered(string Id, string Name, IReadOnlyList<string> Roles) : Organisation
    {
        internal bool Deactivated { get; init; }

        /// <summary>One a function, by function.</summary>
        internal IReadOnlyList<KnownContact> Contacts { get; init; } = [];

        internal bool Operates => Roles.Contains(OrganisationRoles.Hub);

        internal bool IsSandbox => Roles.Contains(OrganisationRoles.Sandbox);
    }

    internal static readonly StreamType<Organisation> Stream = new("organisation", new Unknown(), Evolve);

    internal static Organisation Evolve(Organisation state, object e) => (state, e) switch
    {
        (_, OrganisationRegistered registered) => new Registered(registered.OrganisationId, registered.Name, registered.Roles),
        (Registered known, OrganisationChanged changed) => known with { Name = changed.Name, Roles = changed.Roles },
        (Registered known, OrganisationDeactivated) => known with { Deactivated = true },
        (Registered known, OrganisationReactivated) => known with { Deactivated = false },
        (Registered known, ContactNamed or ContactRemoved) => known with { Contacts = KnownContact.Evolve(known.Contacts, e) },
        _ => throw new InvalidOperationException($"An organisation that is {state.GetType().Name} knows no {e.GetType().Name}."),
    };
}
