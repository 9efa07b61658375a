using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hauliers;
using Logistics.Routing.Hubs;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Roads;

/// <summary>
/// A network for one question, with road legs as runs like any other, each departure a lorry of its own: so every scan, constraint
/// and explanation knows them without knowing of them.
/// </summary>
internal static class RoadNetwork
{
    /// <param name="straight">Also from end to end, and to and from hubs that are no doors.</param>
    /// <param name="atAnyHour">Leaves the hours of drivers aside, to tell what they prevent.</param>
    internal static NetworkSnapshot With(
        NetworkSnapshot network, PlanQuery query, RoadPlaces places, bool straight, bool atAnyHour = false)
    {
        var latest = Math.Min(Planner.Capped(network, query.ArriveBy), network.Seconds(network.End));
        var earliest = Math.Max(network.Seconds(query.ReadyAt), 0);
        var legs = new List<RoadLeg>();
        foreach (var (id, haulier) in network.Facts.Hauliers.OrderBy(haulier => haulier.Key, StringComparer.Ordinal))
        {
            foreach (var (from, to) in places.Pairs.Where(pair => Wanted(query, pair, places, straight) && Serves(haulier, pair)))
            {
                if (network.Roads.Between(from, to, haulier.KilometresPerHour) is not { } way || way.Kilometres > haulier.ReachKm) continue;
                var drive = RoadDepartures.DriveOf(way);
                var zone = Door.Is(from.HubId) ? places.FromZone : network.Facts.ZoneOf(from.HubId) ?? DateTimeZone.Utc;
                var ordered = network.Seconds(query.OrderedAt + Duration.FromMinutes(haulier.NoticeMinutes));
                var details = haulier.Service(from.HubId, to.HubId);
                var service = new SnapshotService(details, [0, way.Kilometres], details.Tariff ?? Tariff.UsualOf("road")) { Road = drive };
                legs.Add(new RoadLeg(
                    id, service, from.HubId, to.HubId, zone,
                    RoadDepartures.Of(network, haulier, drive, zone, Math.Max(earliest, ordered), latest, atAnyHour).ToList()));
            }
        }

        return network.WithRoads(DoorsOf(query, places), legs);
    }

    // A lorry that drives past the middle is the straight one. What is as near to both is the beginning's.
    private static bool Wanted(PlanQuery query, (Place From, Place To) pair, RoadPlaces places, bool straight)
    {
        if (straight) return true;
        if (pair == (places.From, places.To)) return false;
        return pair.From == places.From
            ? query.FromDoor is not null && pair.To.NearerTo(places.From, places.To)
            : query.ToDoor is not null && !pair.From.NearerTo(places.From, places.To);
    }

    private static bool Serves(HaulierDetails haulier, (Place From, Place To) pair) =>
        haulier.HubIds is not { } hubs || hubs.Contains(pair.From.HubId) || hubs.Contains(pair.To.HubId);

    private static List<(string Id, HubDetails Details)> DoorsOf(PlanQuery query, RoadPlaces places)
    {
        var doors = new List<(string, HubDetails)>();
        if (query.FromDoor is { } from) doors.Add((query.FromHubId, from.AsHub(query.FromHubId, places.FromZone.Id)));
        if (query.ToDoor is { } to) doors.Add((query.ToHubId, to.AsHub(query.ToHubId, places.ToZone.Id)));
        return doors;
    }
}

/// <summary>What a haulier offers on a way.</summary>
/// <param name="Zone">Where it begins: a leg belongs to the date there.</param>
internal sealed record RoadLeg(
    string HaulierId, SnapshotService Service, string FromHubId, string ToHubId, DateTimeZone Zone, IReadOnlyList<(int Departure, int Arrival)> Lorries)
{
    internal RunId RunOf(Instant departure) => new(HaulierId, departure.InZone(Zone).Date);
}
