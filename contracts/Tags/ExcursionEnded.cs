namespace Logistics.Contracts.Tags;

/// <summary>
/// The condition is back within its limits, or nobody watches it any more. An excursion that lasts is over with what ends the watch, once;
/// values that come late of the time before still amend it. Order as <see cref="ExcursionStarted"/> says.
/// </summary>
/// <param name="Until">Event time of the first value back within, or of what ended the watch.</param>
/// <param name="Peak">Farthest value of the whole excursion.</param>
/// <param name="Limits">Null from publishers of before it was told.</param>
/// <param name="EndedBy">
/// <c>tag-detached</c>, <c>shipment-closed</c> or <c>unit-withdrawn</c> (its booking was amended); null where a value was back within.
/// </param>
public sealed record ExcursionEnded(
    Origin Origin, string TagId, string HandlingUnitId, string ShipmentId, string Condition, EventTime Since, EventTime Until, double Peak, string Unit,
    string? Limits = null, string? ExcursionId = null, string? EndedBy = null);
