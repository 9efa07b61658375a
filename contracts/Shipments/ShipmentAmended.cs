using NodaTime;

namespace Logistics.Contracts.Shipments;

/// <summary>The appointments of a shipment have changed. Order by <see cref="Origin"/>; the latest counts.</summary>
/// <param name="ReadyAt">Goods can leave from here on.</param>
/// <param name="ArriveBy">The appointment at the destination.</param>
public sealed record ShipmentAmended(Origin Origin, string ShipmentId, Instant ReadyAt, Instant ArriveBy);
