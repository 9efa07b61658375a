using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using NodaTime;

namespace Logistics.Routing.Etas;

/// <summary>What a leg by road takes at least, whatever its timetable says.</summary>
internal static class RoadLegs
{
    /// <summary>What was planned to be driven; by timetable as far as it is. Null for other modes, and where the hubs are not known.</summary>
    internal static Drive? Least(NetworkSnapshot network, Leg leg, string mode)
    {
        if (leg.Road is { } road) return road.ToDrive();
        var hubs = network.Facts.Hubs;
        if (mode != "road" || !hubs.TryGetValue(leg.FromHubId, out var from) || !hubs.TryGetValue(leg.ToHubId, out var to)) return null;
        return DrivingTimes.Of(Duration.FromHours(Distance.Kilometres(from, to, mode) / network.Facts.RoadKilometresPerHour), extensions: 1);
    }
}
