namespace Logistics.Contracts.Tags;

/// <summary>The battery of an attached tag is clearly above the hub's level again: charged, or replaced.</summary>
/// <param name="At">Event time of the first value above.</param>
public sealed record BatteryRecovered(Origin Origin, string TagId, string HandlingUnitId, EventTime At, int Percent);
