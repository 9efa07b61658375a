using System.Text.Json.Serialization;
using Logistics.Tags.Condition;
using NodaTime;

namespace Logistics.Tags.Tags;

/// <param name="Limits">For people: 2 to 8 CEL for 15 min; those in force when the peak was measured.</param>
/// <param name="ExcursionId">Tells a tag's excursions apart, however late reads move them; null in events of before that was kept.</param>
internal sealed record ExcursionStarted(
    string HandlingUnitId, string ShipmentId, string Condition, OffsetDateTime Since, double Peak, string Unit, string Limits,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ExcursionId = null);

/// <param name="EndedBy">Why nobody watched it any longer; null where a value was back within.</param>
internal sealed record ExcursionEnded(
    string HandlingUnitId, string ShipmentId, string Condition, OffsetDateTime Since, OffsetDateTime Until, double Peak, string Unit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Limits = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ExcursionId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WatchEnd? EndedBy = null);

/// <param name="Until">Null while it lasts.</param>
/// <param name="EndedBy">Why nobody watched it any longer; null where a value was back within, and while it lasts.</param>
internal sealed record ExcursionTimes(
    OffsetDateTime Since, OffsetDateTime? Until, double Peak, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WatchEnd? EndedBy = null);

/// <summary>Late reads or other limits moved an excursion that was told, or it goes on to a farther peak.</summary>
/// <param name="Was">As it was told last.</param>
internal sealed record ExcursionAmended(
    string HandlingUnitId, string ShipmentId, string ExcursionId, string Condition, ExcursionTimes Was, ExcursionTimes Now, string Unit, string Limits);

/// <summary>Late reads or other limits showed that an excursion that was told was none, or is part of another one.</summary>
/// <param name="Was">As it was told last.</param>
internal sealed record ExcursionWithdrawn(string HandlingUnitId, string ShipmentId, string ExcursionId, string Condition, ExcursionTimes Was, string Unit);
