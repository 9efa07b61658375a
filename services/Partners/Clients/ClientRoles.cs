using System.Collections.Frozen;
using Logistics.Hosting.Identity;

namespace Logistics.Partners.Clients;

/// <summary>What the machines and people of an organisation may do. Some roles are for the operating organisation's only.</summary>
internal static class ClientRoles
{
    /// <summary>Who acts for an organisation in its business, for `[Authorize(Roles = ...)]`.</summary>
    internal const string Business = $"{Roles.Shipper},{Roles.Carrier},forwarder,{Roles.Dispatcher},{Roles.Admin}";

    internal static readonly FrozenSet<string> Operators = FrozenSet.Create("hub", Roles.Service, Roles.Admin, Roles.Dispatcher);

    internal static readonly FrozenSet<string> All = FrozenSet.Create(
        "hub", Roles.Service, Roles.Admin, Roles.Dispatcher, Roles.Gateway, Roles.Carrier, Roles.Shipper, "forwarder", Roles.Sandbox);
}
