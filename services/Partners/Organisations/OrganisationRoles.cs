using System.Collections.Frozen;

namespace Logistics.Partners.Organisations;

/// <summary>What an organisation is in the network. The one with role hub operates it and administrates the others.</summary>
internal static class OrganisationRoles
{
    internal const string Hub = "hub";

    internal static readonly FrozenSet<string> All = FrozenSet.Create(Hub, "carrier", "shipper", "forwarder");
}
