namespace Logistics.Contracts.Shipments;

/// <summary>
/// What was told by <see cref="ActualRecorded"/> did not occur: the milestone has no actual any more. Order by
/// <see cref="Origin"/>; where other evidence is left, another ActualRecorded comes instead.
/// </summary>
/// <param name="Kind">departed, arrived, collected or delivered.</param>
/// <param name="LegIndex">0 for the first leg; -1 outside the itinerary.</param>
public sealed record ActualRetracted(Origin Origin, string ShipmentId, string Kind, string HubId, int LegIndex);
