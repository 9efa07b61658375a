using NodaTime;

namespace Logistics.Contracts.Shipments;

/// <summary>A shipment that was told to be closed is not: the delivery did not occur. Order by <see cref="Origin"/>.</summary>
/// <param name="At">Record time.</param>
public sealed record ShipmentReopened(Origin Origin, string ShipmentId, Instant At);
