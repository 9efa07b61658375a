namespace Logistics.Contracts.Tags;

/// <summary>
/// Reads that came late moved an arrival or departure that was told before, by a minute or more, or showed that the unit is there
/// after all. The fact told before is to be corrected: its read is named by <paramref name="Was"/>.
/// </summary>
/// <param name="Was">As it was told last, by HandlingUnitArrived and HandlingUnitDeparted or by this message.</param>
/// <param name="Now">Better knowledge; without a departure where the unit has not left after all.</param>
/// <param name="ContainerId">What it was inside of, directly or through others, and whose tag was read; null where its own tag was.</param>
public sealed record HandlingUnitVisitAmended(
    Origin Origin, string TagId, string HandlingUnitId, string HubId, string ReadPointId, VisitTimes Was, VisitTimes Now,
    string? ContainerId = null);
