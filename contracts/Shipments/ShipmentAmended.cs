using NodaTime;

namespace Logistics.Contracts.Shipments;

/// <summary>What was booked has changed: Routing plans by the new appointments, Tags watch by the new limits. Order by <see cref="Origin"/>.</summary>
/// <param name="ReadyAt">Goods can leave from here on; null: as it was, and so are the others.</param>
/// <param name="ArriveBy">The appointment at the destination.</param>
/// <param name="Temperature">The limits.</param>
public sealed record ShipmentAmended(Origin Origin, string ShipmentId, Instant? ReadyAt, Instant? ArriveBy, TemperatureLimits? Temperature);
