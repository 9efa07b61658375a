namespace Logistics.Routing.Planning;

/// <summary>What can remove the last option, by the name it is stored under.</summary>
internal static class Constraints
{
    internal const string Network = "network";
    internal const string Carriers = "carriers";
    internal const string Temperature = "temperature";
    internal const string DangerousGoods = "dangerous-goods";
    internal const string Transfer = "minimum-transfer";
    internal const string OpeningHours = "opening-hours";
    internal const string DockWindows = "dock-windows";
    internal const string RoadLegs = "road-legs";
    internal const string DriverHours = "driver-hours";
    internal const string Capacity = "capacity";
    internal const string Appointment = "appointment";

    /// <summary>Carriers declined what would have led there in time.</summary>
    internal const string Declined = "declined";
}

/// <summary>The constraints that sections, hubs and times are asked for, in the order in which a refusal lays them on.</summary>
[Flags]
internal enum Laid
{
    Nothing = 0,
    Carriers = 1,
    Temperature = 2,
    DangerousGoods = 4,
    Transfer = 8,
    OpeningHours = 16,
    DockWindows = 32,
    Capacity = 64,
    All = 127,
}
