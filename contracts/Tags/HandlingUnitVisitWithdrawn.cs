namespace Logistics.Contracts.Tags;

/// <summary>Reads that came late showed that a stay that was told never was: the unit was elsewhere, or it is part of another stay.</summary>
/// <param name="Was">As it was told last.</param>
/// <param name="ContainerId">What it was inside of, directly or through others, and whose tag was read; null where its own tag was.</param>
public sealed record HandlingUnitVisitWithdrawn(Origin Origin, string TagId, string HandlingUnitId, string HubId, VisitTimes Was, string? ContainerId = null);
