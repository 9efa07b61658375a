using NodaTime;

namespace Logistics.Contracts.Partners;

/// <summary>
/// Nobody acts for the organisation from now on, until <see cref="OrganisationReactivated"/>. The two may come in any order: the one with
/// the higher version counts.
/// </summary>
/// <param name="At">Record time.</param>
public sealed record OrganisationDeactivated(Origin Origin, string OrganisationId, Instant At);
