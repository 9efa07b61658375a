namespace Logistics.Contracts.Tags;

/// <summary>
/// A condition has been outside its limits for longer than allowed. What is told of one excursion carries all that is known of it by then:
/// order by <see cref="Origin"/>, each <see cref="ExcursionId"/> for itself, and the latest counts.
/// </summary>
/// <param name="Condition">temperature, humidity, shock, light.</param>
/// <param name="Since">Event time of the first value outside.</param>
/// <param name="Peak">Farthest value so far, in <see cref="Unit"/>.</param>
/// <param name="Unit">UN/ECE code: CEL, P1, K40, LUX.</param>
/// <param name="Limits">Those in force when the peak was measured: a booking may be amended meanwhile.</param>
/// <param name="ExcursionId">Tells the tag's excursions apart, however late reads move them; null from publishers of before that.</param>
public sealed record ExcursionStarted(
    Origin Origin, string TagId, string HandlingUnitId, string ShipmentId, string Condition, EventTime Since, double Peak, string Unit, string Limits,
    string? ExcursionId = null);
