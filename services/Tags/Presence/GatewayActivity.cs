using NodaTime;

namespace Logistics.Tags.Presence;

/// <summary>
/// The minutes of event time in which each gateway read anything, whatever the tag. Absence is only evidence where the gateway was
/// reading: a silent gateway departs nothing. A set, so the order in which reads come does not matter; kept as spans, for a gateway
/// reads for hours on end.
/// </summary>
internal sealed class GatewayActivity
{
    private readonly Dictionary<string, MinuteSpans> _minutes = [];
    private long _latest = long.MinValue;

    internal IEnumerable<string> Gateways => _minutes.Keys;

    /// <summary>False where it was known.</summary>
    internal bool Add(string gateway, long minute)
    {
        if (!_minutes.TryGetValue(gateway, out var minutes)) _minutes[gateway] = minutes = new();
        _latest = Math.Max(_latest, minute);
        return minutes.Add(minute);
    }

    internal static long MinuteOf(Instant at) => (long)Math.Floor(at.ToUnixTimeTicks() / (double)NodaConstants.TicksPerMinute);

    /// <summary>Did it read in a whole minute from <paramref name="from"/> on and before <paramref name="until"/>?</summary>
    internal bool Between(string gateway, Instant from, Instant until)
        => _minutes.TryGetValue(gateway, out var minutes) && minutes.Any(FirstWholeMinute(from), MinuteOf(until) - 1);

    /// <summary>Has it read since?</summary>
    internal bool Since(string gateway, Instant from) => _minutes.TryGetValue(gateway, out var minutes) && minutes.Last >= FirstWholeMinute(from);

    /// <summary>Start of the last minute in which it read.</summary>
    internal Instant? Watermark(string gateway) => _minutes.TryGetValue(gateway, out var minutes) ? StartOf(minutes.Last) : null;

    /// <summary>Of all gateways.</summary>
    internal Instant? LatestWatermark => _minutes.Count == 0 ? null : StartOf(_latest);

    private static Instant StartOf(long minute) => Instant.FromUnixTimeSeconds(minute * 60);

    private static long FirstWholeMinute(Instant from) => -MinuteOf(Instant.FromUnixTimeTicks(-from.ToUnixTimeTicks()));
}
