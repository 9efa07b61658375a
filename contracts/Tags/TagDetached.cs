namespace Logistics.Contracts.Tags;

/// <summary>A tag is on its unit no more: how it is, silent or short of power, is not the unit's business any longer.</summary>
/// <param name="At">Event time.</param>
public sealed record TagDetached(Origin Origin, string TagId, string HandlingUnitId, EventTime At);
