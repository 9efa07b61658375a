using Logistics.Routing.Hauliers;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.Roads;
using NodaTime;

namespace Logistics.Routing.Tests.Roads;

/// <summary>Lorries asked one quarter of an hour after the other; shares with the planner what a haulier states, and nothing else.</summary>
internal sealed class RoadOracle(NetworkFacts facts, PlanQuery query, Instant end)
{
    private static readonly Duration Quarter = Duration.FromMinutes(15);

    /// <summary>From a place at a time: where lorries go to, and every time that one could be there.</summary>
    internal IEnumerable<(string To, Instant Departure, Instant Arrival)> From(string hub, Instant ready)
    {
        foreach (var (id, haulier) in facts.Hauliers)
        {
            foreach (var to in facts.Hubs.Keys.Where(to => Joins(hub, to)))
            {
                for (var at = RoundedUp(ready); at < end; at += Quarter)
                {
                    if (Arrival(id, haulier, hub, to, at) is { } arrival) yield return (to, at, arrival);
                }
            }
        }
    }

    /// <summary>Null where no lorry of the haulier leaves then, or takes these goods.</summary>
    internal Instant? Arrival(string id, HaulierDetails haulier, string from, string to, Instant at)
    {
        if (RoundedUp(at) != at || facts.Hauliers[id] != haulier || !Takes(haulier)) return null;
        var kilometres = 1.3 * GreatCircle(from, to);
        if (kilometres > haulier.ReachKm || (haulier.HubIds is { } hubs && !hubs.Contains(from) && !hubs.Contains(to))) return null;
        var driving = Duration.FromMinutes(Math.Ceiling(60 * kilometres / haulier.KilometresPerHour));
        if (driving > Duration.FromHours(9)) throw new InvalidOperationException("This oracle sends nobody to bed.");
        var arrival = at + driving + (driving > Duration.FromMinutes(270) ? Duration.FromMinutes(45) : Duration.Zero);
        var local = at.InZone(Zone(from));
        var works = local.Date >= haulier.ValidFrom && local.Date <= haulier.ValidTo && at >= query.OrderedAt + Duration.FromMinutes(haulier.NoticeMinutes);
        return works && arrival <= end && (haulier.DriverHours is null || AtWork(haulier, Zone(from), at, arrival)) ? arrival : null;
    }

    private bool Takes(HaulierDetails haulier) =>
        !query.ExcludedCarriers.Contains(haulier.CarrierId) && query.WeightKg <= haulier.CapacityKg && (!query.Refrigerated || haulier.Refrigerated);

    private bool Joins(string from, string to) => from != to
        && ((from == query.FromHubId && (Called(to) || to == query.ToHubId)) || (to == query.ToHubId && Called(from)));

    private bool Called(string hub) => !Door.Is(hub) && facts.Services.Values.Any(service => service.Calls.Any(call => call.HubId == hub));

    // Hours of one day after the other, no two of which touch.
    private static bool AtWork(HaulierDetails haulier, DateTimeZone zone, Instant from, Instant to) => haulier.DriverHours!.Any(hours =>
    {
        var day = from.InZone(zone).Date;
        return (int)day.DayOfWeek == hours.Weekday && from >= zone.AtLeniently(day.At(hours.Opens)).ToInstant() && from < zone.AtLeniently(day.At(hours.Closes)).ToInstant()
            && to <= zone.AtLeniently(day.At(hours.Closes)).ToInstant();
    });

    private DateTimeZone Zone(string hub) => facts.ZoneOf(hub)!;

    private double GreatCircle(string from, string to)
    {
        var (a, b) = (facts.Hubs[from], facts.Hubs[to]);
        var (x, y, z) = (Of(a.Latitude, a.Longitude).X - Of(b.Latitude, b.Longitude).X, Of(a.Latitude, a.Longitude).Y - Of(b.Latitude, b.Longitude).Y, Of(a.Latitude, a.Longitude).Z - Of(b.Latitude, b.Longitude).Z);
        return 2 * 6371 * Math.Asin(Math.Sqrt((x * x) + (y * y) + (z * z)) / 2);

        static (double X, double Y, double Z) Of(double latitude, double longitude)
        {
            var (lat, lon) = (latitude * Math.PI / 180, longitude * Math.PI / 180);
            return (Math.Cos(lat) * Math.Cos(lon), Math.Cos(lat) * Math.Sin(lon), Math.Sin(lat));
        }
    }

    private static Instant RoundedUp(Instant at) => Instant.FromUnixTimeSeconds((long)Math.Ceiling(at.ToUnixTimeTicks() / 10_000_000.0 / 900) * 900);
}
