using NodaTime;

namespace Logistics.Contracts.Tags;

/// <summary>A gateway that was silent is heard. What it read meanwhile may come late.</summary>
/// <param name="OwnerId">Organisation.</param>
/// <param name="ReadPointId">Null where it has none of its own.</param>
/// <param name="At">Record time.</param>
public sealed record GatewayHeardAgain(Origin Origin, string GatewayId, string OwnerId, string? ReadPointId, Instant At);
