using Logistics.EventStore;

namespace Logistics.Shipments.Organisations;

/// <param name="SourceVersion">Version of the organisation's stream at Partners.</param>
internal sealed record OrganisationDeactivated(string OrganisationId, long SourceVersion);

/// <param name="SourceVersion">As of <see cref="OrganisationDeactivated"/>.</param>
internal sealed record OrganisationReactivated(string OrganisationId, long SourceVersion);

/// <summary>Whether anybody acts for an organisation, as Partners tells it; the bus may reorder that.</summary>
/// <param name="Source">Version of the organisation's stream at Partners that this is from.</param>
internal sealed record Organisation(bool Deactivated, long Source)
{
    public static readonly StreamType<Organisation> Stream = new("organisation", new Organisation(false, 0), Evolve);

    private static Organisation Evolve(Organisation organisation, object e) => e switch
    {
        OrganisationDeactivated x => new(true, x.SourceVersion),
        OrganisationReactivated x => new(false, x.SourceVersion),
        _ => throw new InvalidOperationException($"An organisation knows no event {e.GetType().Name}."),
    };
}

internal static class OrganisationDecider
{
    /// <summary>What is told late of an earlier version says nothing.</summary>
    public static Decision Deactivate(Organisation organisation, OrganisationDeactivated c)
        => c.SourceVersion <= organisation.Source ? Decision.Nothing : Decision.Accept(c);

    public static Decision Reactivate(Organisation organisation, OrganisationReactivated c)
        => c.SourceVersion <= organisation.Source ? Decision.Nothing : Decision.Accept(c);
}
