namespace Logistics.Contracts.Tags;

/// <summary>
/// The battery of an attached tag is below the hub's level; told again when it is lower by five points, or when reads that came late
/// move its beginning. Order by <see cref="Origin"/>, with <see cref="BatteryRecovered"/> and <see cref="TagDetached"/>: the latest counts.
/// </summary>
/// <param name="Since">Event time of the first value below.</param>
/// <param name="Percent">Lowest value since.</param>
public sealed record BatteryFellLow(Origin Origin, string TagId, string HandlingUnitId, EventTime Since, int Percent);
