namespace Logistics.Contracts.Tags;

/// <summary>The condition is back within its limits.</summary>
/// <param name="Peak">Farthest value of the whole excursion.</param>
public sealed record ExcursionEnded(
    Origin Origin, string TagId, string HandlingUnitId, string ShipmentId, string Condition, EventTime Since, EventTime Until, double Peak, string Unit);
