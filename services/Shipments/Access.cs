using Logistics.Hosting.Identity;

namespace Logistics.Shipments;

/// <summary>Which roles may call what, for `[Authorize(Roles = ...)]`. Whose shipment it is, the query asks.</summary>
internal static class Access
{
    public const string Readers = $"{Roles.Shipper},{Roles.Carrier},{Roles.Dispatcher},{Roles.Admin},{Roles.Service},{Roles.Sandbox}";
    public const string Bookers = $"{Roles.Shipper},{Roles.Carrier},{Roles.Dispatcher},{Roles.Admin}";
    public const string Handlers = $"{Bookers},{Roles.Sandbox}";
    public const string Reporters = $"{Roles.Carrier},{Roles.Dispatcher},{Roles.Admin},{Roles.Sandbox}";
    public const string OrderReaders = $"{Roles.Carrier},{Roles.Dispatcher},{Roles.Admin},{Roles.Service},{Roles.Sandbox}";
    public const string Carriers = $"{Roles.Carrier},{Roles.Sandbox}";
    public const string Dispatchers = $"{Roles.Dispatcher},{Roles.Admin}";
    public const string Services = Roles.Service;
    public const string Sandboxes = Roles.Sandbox;
}
