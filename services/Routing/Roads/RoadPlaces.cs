using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using NodaTime;

namespace Logistics.Routing.Roads;

/// <summary>Between which places road legs may help a question: its ends, and the hubs with a timetable near them.</summary>
internal sealed record RoadPlaces(
    Place From, Place To, DateTimeZone FromZone, DateTimeZone ToZone, IReadOnlyList<Place> NearFrom, IReadOnlyList<Place> NearTo)
{
    // A lorry that drives past eight hubs with timetables will not find a better ninth.
    private const int MostHubs = 8;

    internal IEnumerable<(Place From, Place To)> Pairs =>
        [.. NearFrom.Select(hub => (From, hub)), .. NearTo.Select(hub => (hub, To)), (From, To)];

    /// <summary>Null where nobody drives, or a hub is not known.</summary>
    internal static RoadPlaces? Of(NetworkSnapshot network, PlanQuery query)
    {
        var facts = network.Facts;
        if (facts.Hauliers.IsEmpty || PlaceOf(query.FromDoor, query.FromHubId) is not { } from || PlaceOf(query.ToDoor, query.ToHubId) is not { } to) return null;
        var reach = facts.Hauliers.Values.Max(haulier => haulier.ReachKm);
        return new RoadPlaces(
            from, to, ZoneOf(network, query.FromDoor, from), ZoneOf(network, query.ToDoor, to), Near(network, from, to, reach), Near(network, to, from, reach));

        Place? PlaceOf(Door? door, string hubId) =>
            door is not null ? new Place(hubId, door.Latitude, door.Longitude)
            : facts.Hubs.TryGetValue(hubId, out var hub) ? Place.Of(hubId, hub)
            : null;
    }

    private static List<Place> Near(NetworkSnapshot network, Place place, Place otherEnd, double reach) => network.HubIds
        .Where((id, index) => network.Called[index] && id != place.HubId && id != otherEnd.HubId)
        .Select(id => Place.Of(id, network.Facts.Hubs[id]))
        .Select(hub => (Hub: hub, Far: place.KilometresTo(hub)))
        .Where(near => near.Far <= reach)
        .OrderBy(near => near.Far).ThenBy(near => near.Hub.HubId, StringComparer.Ordinal)
        .Take(MostHubs).Select(near => near.Hub).ToList();

    private static DateTimeZone ZoneOf(NetworkSnapshot network, Door? door, Place place)
    {
        if (door is null) return network.Facts.ZoneOf(place.HubId) ?? DateTimeZone.Utc;
        if (door.Zone is { } zone) return DateTimeZoneProviders.Tzdb[zone];
        return network.HubIds.Length == 0
            ? DateTimeZone.Utc
            : network.Facts.ZoneOf(network.HubIds.MinBy(id => place.KilometresTo(Place.Of(id, network.Facts.Hubs[id])))!) ?? DateTimeZone.Utc;
    }
}
