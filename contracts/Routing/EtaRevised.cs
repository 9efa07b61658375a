using NodaTime;

namespace Logistics.Contracts.Routing;

/// <summary>
/// New estimates for the milestones of an itinerary that have no actual yet. Order by <see cref="Origin"/>; only the
/// latest counts.
/// </summary>
/// <param name="Arrival">At the destination.</param>
/// <param name="MissedConnections">Legs whose run leaves before the shipment can be there; predicted, not yet observed.</param>
/// <param name="ComputedAt">Record time.</param>
public sealed record EtaRevised(
    Origin Origin,
    string ShipmentId,
    int ItineraryVersion,
    EstimatedTime Arrival,
    IReadOnlyList<MilestoneEstimate> Milestones,
    IReadOnlyList<int> MissedConnections,
    IReadOnlyList<string> Reasons,
    Instant ComputedAt);

/// <param name="Kind">departed or arrived.</param>
/// <param name="HubId">UN/LOCODE, or a door as <see cref="PlannedLeg"/> has it.</param>
public sealed record MilestoneEstimate(int LegIndex, string Kind, string HubId, EstimatedTime Time);
