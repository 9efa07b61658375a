using Logistics.Routing.Etas;
using NodaTime;

namespace Logistics.Routing.Roads;

/// <summary>From one place to another by road.</summary>
/// <param name="Source">great-circle, or the routing engine that says so.</param>
internal readonly record struct RoadWay(double Kilometres, double DrivingMinutes, string Source)
{
    internal const string GreatCircle = "great-circle";
}

/// <summary>What a road leg consists of; stored with the itinerary, for who asks later why it takes so long.</summary>
/// <param name="DrivingMinutes">At the wheel.</param>
/// <param name="Breaks">Of 45 minutes.</param>
/// <param name="Rests">Of 11 hours.</param>
internal sealed record RoadDrive(double Kilometres, int DrivingMinutes, int Breaks, int Rests, string Source)
{
    internal Drive ToDrive() => new(Duration.FromMinutes(DrivingMinutes), Breaks, Rests);
}
