using Google.Protobuf.WellKnownTypes;
using Logistics.Types.V1;
using NodaTime;
using NodaTime.Text;
using Duration = NodaTime.Duration;

namespace Logistics.Demo.Hub;

internal static class Wire
{
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");

    internal static Instant ToInstant(this Timestamp timestamp) =>
        Instant.FromUnixTimeSeconds(timestamp.Seconds) + Duration.FromNanoseconds(timestamp.Nanos);

    internal static Timestamp ToTimestamp(this Instant instant)
    {
        var seconds = instant.ToUnixTimeSeconds();
        var rest = instant - Instant.FromUnixTimeSeconds(seconds);
        return new Timestamp { Seconds = seconds, Nanos = (int)(rest.TotalNanoseconds / 1000) * 1000 };
    }

    internal static EventTime ToEventTime(this Instant instant, string zone) =>
        new() { Instant = instant.ToTimestamp(), UtcOffsetMinutes = DateTimeZoneProviders.Tzdb[zone].GetUtcOffset(instant).Seconds / 60 };

    internal static Types.V1.LocalTime ToLocal(this Instant instant, string zone) =>
        new() { Local = Local.Format(instant.InZone(DateTimeZoneProviders.Tzdb[zone]).LocalDateTime), Zone = zone };
}
