using NodaTime;

namespace Logistics.Tags;

/// <summary>
/// Which event times can be true. A clock that was never set shows 1970, and that is taken, in every zone; year 1 is a date that nobody
/// filled in. Outside of this neither the database nor an offset can be reckoned with, and one such fact would stop all who follow it.
/// </summary>
internal static class EventTimeRange
{
    internal static readonly Instant First = Instant.FromUtc(1969, 12, 31, 0, 0);
    internal static readonly Instant Last = Instant.FromUtc(9998, 12, 31, 0, 0);

    private static readonly long FirstMicros = First.ToUnixTimeTicks() / 10;
    private static readonly long LastMicros = Last.ToUnixTimeTicks() / 10;

    internal static bool Has(Instant at) => at >= First && at <= Last;

    /// <param name="micros">Since 1970.</param>
    internal static bool Has(long micros) => micros >= FirstMicros && micros <= LastMicros;

    /// <summary>Asked before the instant is: beyond the last year there is none.</summary>
    internal static bool Has(OffsetDateTime at) => at.Year is > 1900 and < 9999 && Has(at.ToInstant());
}
