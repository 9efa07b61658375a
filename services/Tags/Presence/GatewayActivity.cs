using NodaTime;

namespace Logistics.Tags.Presence;

/// <summary>
/// The minutes of event time in which each gateway read anything, whatever the tag. Absence is only evidence where the gateway was
/// reading: a silent gateway departs nothing. A set, so the order in which reads come does not matter.
/// </summary>
internal sealed class GatewayActivity
{
    private readonly Dictionary<string, SortedSet<long>> _minutes = [];

    /// <summary>False where it was known.</summary>
    internal bool Add(string gateway, long minute)
    {
        if (!_minutes.TryGetValue(gateway, out var minutes)) _minutes[gateway] = minutes = [];
        return minutes.Add(minute);
    }

    internal static long MinuteOf(Instant at) => (long)Math.Floor(at.ToUnixTimeTicks() / (double)NodaConstants.TicksPerMinute);

    /// <summary>Did it read in a whole minute from <paramref name="from"/> on and before <paramref name="until"/>?</summary>
    internal bool Between(string gateway, Instant from, Instant until)
    {
        if (!_minutes.TryGetValue(gateway, out var minutes)) return false;
        var (first, last) = (FirstWholeMinute(from), MinuteOf(until) - 1);
        if (first > last) return false;

        // The first of the view is found in logarithmic time; its count would walk it.
        using var seen = minutes.GetViewBetween(first, last).GetEnumerator();
        return seen.MoveNext();
    }

    /// <summary>Has it read since?</summary>
    internal bool Since(string gateway, Instant from) => _minutes.TryGetValue(gateway, out var minutes) && minutes.Max >= FirstWholeMinute(from);

    /// <summary>Start of the last minute in which it read.</summary>
    internal Instant? Watermark(string gateway) => _minutes.TryGetValue(gateway, out var minutes) ? Instant.FromUnixTimeSeconds(minutes.Max * 60) : null;

    /// <summary>Of all gateways.</summary>
    internal Instant? LatestWatermark => _minutes.Count == 0 ? null : Instant.FromUnixTimeSeconds(_minutes.Values.Max(m => m.Max) * 60);

    private static long FirstWholeMinute(Instant from) => -MinuteOf(Instant.FromUnixTimeTicks(-from.ToUnixTimeTicks()));
}
