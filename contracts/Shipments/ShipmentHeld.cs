using NodaTime;

namespace Logistics.Contracts.Shipments;

/// <summary>Nobody is to move the goods on until <see cref="ShipmentReleased"/>. Order by <see cref="Origin"/>, each kind for itself.</summary>
/// <param name="Kind">customs, quality, payment, security or other; one of a kind at a time.</param>
/// <param name="At">Record time.</param>
public sealed record ShipmentHeld(Origin Origin, string ShipmentId, string Kind, Instant At);
