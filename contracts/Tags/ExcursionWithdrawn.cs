namespace Logistics.Contracts.Tags;

/// <summary>
/// Values that came late, or limits that were amended, showed that an excursion that was told was none, or is part of another one, which is
/// told for itself; or it lies after the end of the watch. Order as <see cref="ExcursionStarted"/> says.
/// </summary>
/// <param name="Was">As it was told last.</param>
public sealed record ExcursionWithdrawn(
    Origin Origin, string TagId, string HandlingUnitId, string ShipmentId, string ExcursionId, string Condition, ExcursionTimes Was, string Unit);
