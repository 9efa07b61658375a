using NodaTime;

namespace Logistics.Routing.Roads;

/// <summary>
/// What an engine said of two places, by some ten metres. Bounded: two halves, the younger is filled, then becomes the older and the
/// older is forgotten.
/// </summary>
internal sealed class RoadWayCache(Duration keep, int mostOfAHalf = 50_000)
{
    private readonly Lock gate = new();
    private Dictionary<(int, int, int, int), (RoadWay? Way, Instant Until)> young = [];
    private Dictionary<(int, int, int, int), (RoadWay? Way, Instant Until)> old = [];

    /// <summary>False where it is not known, or no longer believed.</summary>
    internal bool TryGet(Place from, Place to, Instant now, out RoadWay? way)
    {
        lock (gate)
        {
            var key = KeyOf(from, to);
            var found = young.TryGetValue(key, out var kept) || old.TryGetValue(key, out kept);
            way = kept.Way;
            return found && kept.Until > now;
        }
    }

    internal void Set(Place from, Place to, RoadWay? way, Instant now)
    {
        lock (gate)
        {
            if (young.Count >= mostOfAHalf) (old, young) = (young, []);
            young[KeyOf(from, to)] = (way, now + keep);
        }
    }

    private static (int, int, int, int) KeyOf(Place from, Place to) => (Cut(from.Latitude), Cut(from.Longitude), Cut(to.Latitude), Cut(to.Longitude));

    private static int Cut(double degrees) => (int)Math.Round(degrees * 10_000);
}
