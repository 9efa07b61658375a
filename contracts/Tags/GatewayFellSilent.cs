using NodaTime;

namespace Logistics.Contracts.Tags;

/// <summary>Neither reads nor heartbeats of a gateway came for a while: what happens at its read point is not seen. Published once a silence.</summary>
/// <param name="OwnerId">Organisation.</param>
/// <param name="ReadPointId">Null where it has none of its own.</param>
/// <param name="LastSeenAt">Record time of the last sign of life.</param>
/// <param name="HubId">Where the read point is; null where it is at no hub.</param>
public sealed record GatewayFellSilent(Origin Origin, string GatewayId, string OwnerId, string? ReadPointId, Instant LastSeenAt, string? HubId = null);
