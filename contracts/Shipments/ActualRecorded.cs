namespace Logistics.Contracts.Shipments;

/// <summary>
/// A milestone of a shipment has an actual: Routing estimates anew. Order by <see cref="Origin"/>; later evidence of
/// the same milestone comes as another message with a later version.
/// </summary>
/// <param name="Kind">departed, arrived, collected or delivered.</param>
/// <param name="LegIndex">0 for the first leg; -1 outside the itinerary.</param>
/// <param name="At">Event time.</param>
public sealed record ActualRecorded(Origin Origin, string ShipmentId, string Kind, string HubId, int LegIndex, EventTime At);
