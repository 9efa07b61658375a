namespace Logistics.Contracts.Tags;

/// <summary>A condition has been outside its limits for longer than allowed.</summary>
/// <param name="Condition">temperature.</param>
/// <param name="Since">Event time of the first value outside.</param>
/// <param name="Peak">Farthest value so far, in <see cref="Unit"/>.</param>
/// <param name="Unit">UN/ECE code, CEL.</param>
public sealed record ExcursionStarted(
    Origin Origin, string TagId, string HandlingUnitId, string ShipmentId, string Condition, EventTime Since, double Peak, string Unit, string Limits);
