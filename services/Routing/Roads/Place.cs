using Logistics.Routing.Hubs;
using Logistics.Routing.Network;

namespace Logistics.Routing.Roads;

/// <summary>A hub or a door, where a road leg begins or ends.</summary>
internal readonly record struct Place(string HubId, double Latitude, double Longitude)
{
    internal bool NearerTo(Place one, Place other) => KilometresTo(one) <= KilometresTo(other);

    /// <summary>By road, as the great circle has it.</summary>
    internal double KilometresTo(Place other) => Distance.Kilometres(Latitude, Longitude, other.Latitude, other.Longitude, "road");

    internal static Place Of(string hubId, HubDetails hub) => new(hubId, hub.Latitude, hub.Longitude);
}

/// <summary>When road legs are planned.</summary>
internal enum RoadUse
{
    /// <summary>To and from doors; between hubs only where timetables alone do not arrive in time.</summary>
    WhereNeeded,

    /// <summary>Wherever they arrive sooner.</summary>
    Freely,

    /// <summary>To and from doors alone.</summary>
    OnlyToDoors,
}
