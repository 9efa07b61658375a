using NodaTime;

namespace Logistics.Contracts.Shipments;

/// <summary>The hold of that kind is over; others may stand. Order by <see cref="Origin"/>, each kind for itself.</summary>
/// <param name="At">Record time.</param>
public sealed record ShipmentReleased(Origin Origin, string ShipmentId, string Kind, Instant At);
