namespace Logistics.Contracts.Tags;

/// <summary>Reads that came late showed that a stay that was told never was: the unit was elsewhere, or it is part of another stay.</summary>
/// <param name="Was">As it was told last.</param>
public sealed record HandlingUnitVisitWithdrawn(Origin Origin, string TagId, string HandlingUnitId, string HubId, VisitTimes Was);
