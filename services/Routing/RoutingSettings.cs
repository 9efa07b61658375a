namespace Logistics.Routing;

/// <param name="WindowDays">Days ahead that plans may use; setting `Routing:WindowDays`.</param>
internal sealed record RoutingSettings(int WindowDays)
{
    internal static RoutingSettings From(IConfiguration configuration)
    {
        var days = configuration.GetValue("Routing:WindowDays", 28);
        return days is >= 1 and <= 366
            ? new RoutingSettings(days)
            : throw new InvalidOperationException($"Setting 'Routing:WindowDays' is {days}; it must be from 1 to 366.");
    }
}
