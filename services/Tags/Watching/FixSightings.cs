using Logistics.Tags.Fences;
using Logistics.Tags.Journal;
using Logistics.Tags.Presence;
using NodaTime;

namespace Logistics.Tags.Watching;

/// <summary>The latest read that told a tag's own position.</summary>
internal sealed record LastFix(Instant At, GeoPoint Point, ReadReference Read)
{
    internal Fix Fix => new(At, Point);

    internal bool IsBefore(LastFix other) => At != other.At ? At < other.At : string.CompareOrdinal(Read.Id, other.Read.Id) < 0;
}

/// <summary>
/// Sightings of a tag that tells its positions: those of its reads, and between two fixes those of the fences it passed. What lies between
/// two fixes changes when a third one comes late: then all is looked at anew that the change may reach.
/// </summary>
/// <param name="DisturbedFrom">Sightings from here on may be others than before; null where what is new is all there is to say.</param>
internal sealed record FixSightings(IReadOnlyList<Sighting> News, LastFix? Last, Instant? DisturbedFrom)
{
    private const int TicksOfMicrosecond = 10;

    internal static FixSightings Of(JournaledRead[] news, LastFix? last, Places places, PresenceRules rules)
    {
        if (places.Fences.IsEmpty || !Array.Exists(news, read => read.Geo is not null)) return new(Array.ConvertAll(news, places.SightingOf), last, null);
        news = InOrder(news);
        var fixes = news.Select(FixOf).OfType<LastFix>().ToArray();
        var late = Array.Find(fixes, fix => last is not null && !last.IsBefore(fix));
        var latest = last is null || last.IsBefore(fixes[^1]) ? fixes[^1] : last;
        return late is null
            ? new([.. Of(news, last, places, rules, Instant.MinValue)], latest, null)
            : new([], latest, Instant.Min(news[0].At, late.At - rules.CrossedWithin));
    }

    /// <summary>A tag's sightings of a time, with those between fixes of which the first may lie before it.</summary>
    internal static IEnumerable<Sighting> Since(Instant from, Func<Instant, IEnumerable<JournaledRead>> history, Places places, PresenceRules rules)
        => places.Fences.IsEmpty
            ? history(from).Select(places.SightingOf).Order()
            : Of(InOrder(history(from > Instant.MinValue + rules.CrossedWithin ? from - rules.CrossedWithin : from)), null, places, rules, from).Order();

    internal static JournaledRead[] InOrder(IEnumerable<JournaledRead> reads) => [.. reads.OrderBy(read => read.At).ThenBy(read => read.Id, StringComparer.Ordinal)];

    private static IEnumerable<Sighting> Of(JournaledRead[] reads, LastFix? before, Places places, PresenceRules rules, Instant from)
    {
        foreach (var read in reads)
        {
            if (FixOf(read) is { } fix)
            {
                if (before is not null && fix.At - before.At <= rules.CrossedWithin)
                {
                    foreach (var passed in Passed(before, fix, places.Fences).Where(s => s.At >= from)) yield return passed;
                }

                before = fix;
            }

            if (read.At >= from) yield return places.SightingOf(read);
        }
    }

    private static LastFix? FixOf(JournaledRead read) => read.Geo is { } geo ? new(read.At, geo, read.Reference()) : null;

    /// <summary>Each at a microsecond of its own between the two, so that their order is the same for ever.</summary>
    private static IEnumerable<Sighting> Passed(LastFix before, LastFix after, FenceMap fences)
    {
        if (before.Point == after.Point) yield break;
        var sightings = FenceCrossings.Between(before.Fix, after.Fix, fences)
            .SelectMany(crossing => Places(crossing).Select(place => (crossing.Share, place, crossing.Fence.LocationId))).ToArray();
        var room = (after.At - before.At).BclCompatibleTicks / TicksOfMicrosecond;
        if (room <= sightings.Length) yield break;
        var passed = 0L;
        for (var i = 0; i < sightings.Length; i++)
        {
            var (share, place, location) = sightings[i];
            passed = Math.Min(Math.Max((long)(share * room), passed + 1), room - sightings.Length + i);
            yield return new(before.At + Duration.FromTicks(passed * TicksOfMicrosecond), place, place == Place.Between ? null : location, null, after.Read) { Before = before.Read };
        }
    }

    private static Place[] Places(FenceCrossing crossing) => crossing switch
    {
        { Enters: true } => [Place.Fenced],
        { Outside: true } => [Place.Near, Place.Between],
        _ => [Place.Near],
    };
}
