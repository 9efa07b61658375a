using Logistics.Hosting.Identity;

namespace Logistics.Routing;

/// <summary>
/// Which roles may call what, for `[Authorize(Roles = ...)]`, and whose services they may change. Who is not named is kept out; a
/// sandbox, which shares the network with nobody, and gateways are named nowhere.
/// </summary>
internal static class Access
{
    /// <summary>Run the network: all of it is theirs to change.</summary>
    public const string Operators = $"{Roles.Admin},{Roles.Dispatcher}";

    /// <summary>Change services, lorries and runs; a carrier its own, as <see cref="MayRunServicesOf"/> says.</summary>
    public const string Carriers = $"{Roles.Carrier},{Operators}";

    /// <summary>Read timetables; prices as <see cref="MaySeePricesOf"/> says.</summary>
    public const string Readers = $"{Roles.Service},{Carriers}";

    /// <summary>Ask which hubs there are and how one could ship; nothing is written.</summary>
    public const string Planners = $"{Roles.Shipper},{Readers}";

    /// <summary>Handle the itineraries of shipments, whoever's they are.</summary>
    public const string Itineraries = $"{Roles.Service},{Operators}";

    internal static bool MayRunServicesOf(Caller caller, string carrierId) =>
        IsOperator(caller) || (caller.Is(Roles.Carrier) && caller.Organisation == carrierId);

    /// <summary>What a carrier charges is told to no other.</summary>
    internal static bool MaySeePricesOf(Caller caller, string carrierId) => caller.Is(Roles.Service) || MayRunServicesOf(caller, carrierId);

    internal static bool MaySeeAllPrices(Caller caller) => caller.Is(Roles.Service) || IsOperator(caller);

    internal static bool SeesAllShipments(Caller caller) => caller.Is(Roles.Service) || IsOperator(caller);

    internal static bool IsOperator(Caller caller) => caller.Is(Roles.Admin) || caller.Is(Roles.Dispatcher);
}
