using Logistics.Hosting.Identity;

namespace Logistics.Shipments;

/// <summary>Which roles may call what, for `[Authorize(Roles = ...)]`. Whose shipment it is, the query asks.</summary>
internal static class Access
{
    public const string Readers = $"{Roles.Shipper},{Roles.Carrier},{Roles.Dispatcher},{Roles.Admin},{Roles.Service}";
    public const string Bookers = $"{Roles.Shipper},{Roles.Carrier},{Roles.Dispatcher},{Roles.Admin}";
    public const string Reporters = $"{Roles.Carrier},{Roles.Dispatcher},{Roles.Admin}";
    public const string OrderReaders = $"{Roles.Carrier},{Roles.Dispatcher},{Roles.Admin},{Roles.Service}";
    public const string Carriers = Roles.Carrier;
    public const string Dispatchers = $"{Roles.Dispatcher},{Roles.Admin}";
    public const string Services = Roles.Service;
}
