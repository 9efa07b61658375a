namespace Logistics.Contracts.Tags;

/// <summary>An excursion by event time.</summary>
/// <param name="Since">Of the first value outside.</param>
/// <param name="Until">Of the first value back within, or of what ended the watch; null while it lasts.</param>
/// <param name="Peak">Farthest value.</param>
/// <param name="EndedBy">As <see cref="ExcursionEnded"/> says.</param>
public sealed record ExcursionTimes(EventTime Since, EventTime? Until, double Peak, string? EndedBy = null);
