using System.Collections.Frozen;
using Logistics.Hosting.Identity;

namespace Logistics.Partners.Organisations;

/// <summary>What an organisation is in the network. The one with role hub operates it and administrates the others.</summary>
internal static class OrganisationRoles
{
    internal const string Hub = "hub";

    /// <summary>Tries the hub out; has no other role and an id that says so.</summary>
    internal const string Sandbox = "sandbox";

    internal const string SandboxIds = SandboxOrganisation.Prefix;

    internal static readonly FrozenSet<string> All = FrozenSet.Create(Hub, "carrier", "shipper", "forwarder", Sandbox);

    internal static bool IsSandboxId(string id) => SandboxOrganisation.Is(id);
}
