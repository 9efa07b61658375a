namespace Logistics.Contracts.Tags;

/// <summary>
/// Values that came late, limits that were amended or what ended the watch moved an excursion's beginning, end or peak, or brought it back;
/// or it goes on to a peak that is farther by as much as values tremble. Order as <see cref="ExcursionStarted"/> says.
/// </summary>
/// <param name="Was">As it was told last.</param>
public sealed record ExcursionAmended(
    Origin Origin, string TagId, string HandlingUnitId, string ShipmentId, string ExcursionId, string Condition, ExcursionTimes Was, ExcursionTimes Now,
    string Unit, string Limits);
