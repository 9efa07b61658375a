namespace Logistics.Contracts.Partners;

/// <summary>An organisation is registered or its name or roles have changed; the latest version counts.</summary>
/// <param name="Roles">hub, carrier, shipper, forwarder.</param>
public sealed record OrganisationRegistered(Origin Origin, string OrganisationId, string Name, IReadOnlyList<string> Roles);
