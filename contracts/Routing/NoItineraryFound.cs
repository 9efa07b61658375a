namespace Logistics.Contracts.Routing;

/// <summary>No way to carry it in time; <see cref="Explanation"/> names the constraint that removed the last option.</summary>
public sealed record NoItineraryFound(Origin Origin, string ShipmentId, string Explanation);
