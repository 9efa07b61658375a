using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hubs;
using NodaTime;

namespace Logistics.Routing.Bench;

/// <summary>
/// A generated network of freight: 30,000 hubs and 1.15 million connections in a week. Tours of a region's depots, lines that collect
/// regions for main hubs, lines between regions, and trunk lines between main hubs by road and rail. Seeded: the same each time.
/// </summary>
internal sealed class FreightNetwork
{
    internal const int Hubs = 30_000;
    private const int Wanted = 1_150_000;
    private const int Mains = 60;
    private const int Regions = 900;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ23456789";
    internal static readonly LocalDate Monday = new(2026, 11, 23);

    private readonly Random random;
    private readonly (double Latitude, double Longitude)[] places = new (double, double)[Hubs];
    private readonly List<object> events = [];
    private int services;

    internal FreightNetwork(int seed)
    {
        random = new Random(seed);
        for (var hub = 0; hub < Hubs; hub++) AddHub(hub);
        for (var region = Mains; region < Mains + Regions; region++) Tours(region);
        Lines();
        Trunks();
    }

    /// <summary>As they would be read from the log.</summary>
    internal IReadOnlyList<object> Events => events;

    internal int ConnectionsAWeek { get; private set; }

    /// <summary>The depots, where goods begin and end.</summary>
    internal static string Depot(Random random) => Id(random.Next(Mains + Regions, Hubs));

    internal static string Id(int hub) => $"DE{Letters[hub / (34 * 34)]}{Letters[hub / 34 % 34]}{Letters[hub % 34]}";

    private void AddHub(int hub)
    {
        places[hub] = hub < Mains + Regions
            ? (46 + (9 * random.NextDouble()), 5 + (11 * random.NextDouble()))
            : Near(places[Mains + (hub % Regions)]);
        events.Add(new HubRegistered(Id(hub), new HubDetails(
            $"Hub {hub}", places[hub].Latitude, places[hub].Longitude, "Europe/Berlin", hub < Mains ? 45 : hub < Mains + Regions ? 30 : 15)));
    }

    private (double, double) Near((double Latitude, double Longitude) place) =>
        (place.Latitude + ((random.NextDouble() - 0.5) * 0.5), place.Longitude + ((random.NextDouble() - 0.5) * 0.7));

    // Three rounds a working day: delivering, collecting and delivering, collecting.
    private void Tours(int region)
    {
        var depots = Enumerable.Range(Mains + Regions, Hubs - Mains - Regions).Where(hub => Mains + (hub % Regions) == region)
            .OrderBy(hub => Math.Atan2(places[hub].Latitude - places[region].Latitude, places[hub].Longitude - places[region].Longitude));
        foreach (var tour in depots.Chunk(8))
        {
            foreach (var start in new[] { 5 * 60, 10 * 60, 15 * 60 })
                Add([region, .. tour, region], start + random.Next(90), "road", 5, 5, 4_000);
        }
    }

    private void Lines()
    {
        foreach (var group in Enumerable.Range(Mains, Regions).OrderBy(region => (int)places[region].Latitude).ThenBy(region => places[region].Longitude).Chunk(5))
        {
            foreach (var main in Enumerable.Range(0, Mains).OrderBy(main => Far(main, group[2])).Take(3))
            {
                for (var start = random.Next(60); start < 1440; start += 180)
                {
                    Add([main, .. group], start, "road", 7, 12, 20_000);
                    Add([.. group.Reverse(), main], start + 60, "road", 7, 12, 20_000);
                }
            }
        }

        for (var line = 0; line < 300; line++)
        {
            var stops = Enumerable.Range(0, 10).Select(_ => random.Next(Mains, Mains + Regions)).Distinct().OrderBy(hub => places[hub].Longitude).ToArray();
            for (var start = random.Next(100); start < 1440; start += 180) Add(line % 2 == 0 ? stops : [.. stops.Reverse()], start, "road", 7, 10, 20_000);
        }
    }

    private void Trunks()
    {
        while (ConnectionsAWeek < Wanted)
        {
            var stops = Enumerable.Range(0, 4).Select(_ => random.Next(Mains)).Distinct().ToArray();
            if (stops.Length < 4) continue;
            Add(stops, random.Next(1440), random.Next(3) == 0 ? "rail" : "road", 7, 30, 400_000);
        }
    }

    private void Add(int[] hubs, int start, string mode, int days, int standing, double capacityKg)
    {
        var calls = new List<Call>();
        var minute = start;
        for (var i = 0; i < hubs.Length; i++)
        {
            if (i > 0) minute += Math.Max(5, (int)(Far(hubs[i - 1], hubs[i]) / (mode == "rail" ? 1.3 : 1.0)));
            var leaves = i == 0 || i == hubs.Length - 1 ? minute : minute + standing;
            calls.Add(new Call(Id(hubs[i]), minute, leaves));
            minute = leaves;
        }

        var id = $"s{services++}";
        events.Add(new CarrierServiceRegistered(id, new ServiceDetails(
            $"org-{services % 200}", id, mode, calls, Enumerable.Range(1, days).ToList(), Monday, Monday.PlusDays(6), capacityKg, services % 5 == 0)));
        ConnectionsAWeek += (hubs.Length - 1) * days;
    }

    // Minutes by lorry, a kilometre a minute.
    private double Far(int a, int b)
    {
        var (north, east) = ((places[a].Latitude - places[b].Latitude) * 111, (places[a].Longitude - places[b].Longitude) * 71);
        return 1.3 * Math.Sqrt((north * north) + (east * east));
    }
}
