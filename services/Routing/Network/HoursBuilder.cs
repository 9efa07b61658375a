using Logistics.Routing.Hubs;
using NodaTime;

namespace Logistics.Routing.Network;

/// <summary>Local opening hours and closures as the pairs of seconds that the scan asks; the nights of clock changes are right.</summary>
internal static class HoursBuilder
{
    internal static Hours Of(HubDetails hub, IReadOnlyList<Closure> closures, Instant start, Instant end)
    {
        if (hub.OpeningHours is null or [] && closures.Count == 0) return Hours.Always;

        var open = hub.OpeningHours is null or [] ? [(start, end + Duration.FromDays(60))] : Opened(hub, start, end);
        foreach (var closure in closures) open = open.SelectMany(span => Without(span, closure)).ToList();
        var seconds = new List<int>();
        foreach (var (from, to) in open.Where(span => span.To > span.From).OrderBy(span => span.From))
        {
            // Hours that touch or overlap are one.
            if (seconds.Count > 0 && Seconds(from) <= seconds[^1]) seconds[^1] = Math.Max(seconds[^1], Seconds(to));
            else seconds.AddRange([Seconds(from), Seconds(to)]);
        }

        return new Hours([.. seconds]);

        int Seconds(Instant at) => (int)(at - start).TotalSeconds;
    }

    private static List<(Instant From, Instant To)> Opened(HubDetails hub, Instant start, Instant end)
    {
        var zone = DateTimeZoneProviders.Tzdb[hub.Zone];
        var (first, last) = (start.InZone(zone).Date.PlusDays(-1), end.InZone(zone).Date.PlusDays(60));
        var open = new List<(Instant, Instant)>();
        for (var day = first; day <= last; day = day.PlusDays(1))
        {
            foreach (var hours in hub.OpeningHours!.Where(hours => hours.Weekday == (int)day.DayOfWeek))
            {
                var closes = (hours.Closes > hours.Opens ? day : day.PlusDays(1)).At(hours.Closes);
                open.Add((zone.AtLeniently(day.At(hours.Opens)).ToInstant(), zone.AtLeniently(closes).ToInstant()));
            }
        }

        return open;
    }

    private static IEnumerable<(Instant From, Instant To)> Without((Instant From, Instant To) span, Closure closure) =>
    [
        (span.From, Instant.Min(span.To, closure.From)),
        (Instant.Max(span.From, closure.To), span.To),
    ];
}
