namespace Logistics.Routing;

/// <param name="WindowDays">Days ahead that plans may use; setting `Routing:WindowDays`.</param>
/// <param name="RoadKilometresPerHour">What a lorry drives at most; setting `Routing:RoadKilometresPerHour`. 90, where its limiter
/// acts (Directive 92/6/EEC), but in a world whose clock runs faster, as the demo's.</param>
internal sealed record RoutingSettings(int WindowDays, double RoadKilometresPerHour = RoutingSettings.SpeedLimiter)
{
    internal const double SpeedLimiter = 90;

    internal static RoutingSettings From(IConfiguration configuration) => new(
        configuration.GetValue("Routing:WindowDays", 28).Within("WindowDays", 1, 366),
        configuration.GetValue("Routing:RoadKilometresPerHour", SpeedLimiter).Within("RoadKilometresPerHour", 1, 10_000));
}

file static class Bounds
{
    internal static T Within<T>(this T value, string setting, T least, T most)
        where T : IComparable<T> =>
        value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? value
            : throw new InvalidOperationException($"Setting 'Routing:{setting}' is {value}; it must be from {least} to {most}.");
}
