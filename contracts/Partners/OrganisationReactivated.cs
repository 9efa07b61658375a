using NodaTime;

namespace Logistics.Contracts.Partners;

/// <summary>The organisation acts again, with all that it had before <see cref="OrganisationDeactivated"/>.</summary>
/// <param name="At">Record time.</param>
public sealed record OrganisationReactivated(Origin Origin, string OrganisationId, Instant At);
