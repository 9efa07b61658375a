using NodaTime;

namespace Logistics.Routing.Network;

internal static class ServiceDay
{
    /// <summary>
    /// GTFS's rule: the service day starts twelve hours before local noon. On most days that is midnight; on the nights of
    /// clock changes it is an hour off midnight, and a run of 02:30 then neither vanishes nor happens twice.
    /// </summary>
    internal static Instant Start(LocalDate day, DateTimeZone zone) =>
        zone.AtLeniently(day.At(new LocalTime(12, 0))).ToInstant() - Duration.FromHours(12);
}
