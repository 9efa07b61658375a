using NodaTime;

namespace Logistics.Contracts.Routing;

/// <summary>
/// An itinerary for a shipment. <see cref="ItineraryVersion"/> grows by one with each plan of the shipment; a lower one
/// than the last seen is stale and ignored.
/// </summary>
public sealed record ItineraryPlanned(
    Origin Origin, string ShipmentId, int ItineraryVersion, IReadOnlyList<PlannedLeg> Legs, string Explanation);

/// <param name="ServiceId">The haulier's where it has no timetable.</param>
/// <param name="ServiceDate">Service day at the first call, in the hub's zone.</param>
/// <param name="FromHubId">UN/LOCODE, or <see cref="Shipments.BookedDoor.Collection"/>.</param>
/// <param name="ToHubId">UN/LOCODE, or <see cref="Shipments.BookedDoor.Delivery"/>.</param>
public sealed record PlannedLeg(
    string CarrierId,
    string ServiceId,
    LocalDate ServiceDate,
    string FromHubId,
    string ToHubId,
    Instant Departure,
    Instant Arrival)
{
    /// <summary>Null for a leg by timetable.</summary>
    public RoadDrive? Road { get; init; }
}

/// <summary>What a lorry with one driver drives, by Regulation (EC) No 561/2006.</summary>
/// <param name="DrivingMinutes">At the wheel.</param>
/// <param name="Breaks">Of 45 minutes.</param>
/// <param name="Rests">Of 11 hours.</param>
public sealed record RoadDrive(double Kilometres, int DrivingMinutes, int Breaks, int Rests);
