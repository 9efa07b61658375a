namespace Logistics.Contracts.Tags;

/// <summary>The condition is back within its limits. Order as <see cref="ExcursionStarted"/> says.</summary>
/// <param name="Peak">Farthest value of the whole excursion.</param>
/// <param name="Limits">Null from publishers of before it was told.</param>
public sealed record ExcursionEnded(
    Origin Origin, string TagId, string HandlingUnitId, string ShipmentId, string Condition, EventTime Since, EventTime Until, double Peak, string Unit,
    string? Limits = null, string? ExcursionId = null);
