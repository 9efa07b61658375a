using NodaTime;

namespace Logistics.Contracts.Routing;

/// <summary>
/// An itinerary for a shipment. <see cref="ItineraryVersion"/> grows by one with each plan of the shipment; a lower one
/// than the last seen is stale and ignored.
/// </summary>
public sealed record ItineraryPlanned(
    Origin Origin, string ShipmentId, int ItineraryVersion, IReadOnlyList<PlannedLeg> Legs, string Explanation);

/// <param name="ServiceDate">Service day at the first call, in the hub's zone.</param>
public sealed record PlannedLeg(
    string CarrierId,
    string ServiceId,
    LocalDate ServiceDate,
    string FromHubId,
    string ToHubId,
    Instant Departure,
    Instant Arrival);
