namespace Logistics.Shipments.Shipments;

/// <summary>
/// A time that a unit was outside its limits for longer than allowed, as its tag told it last. Each message tells all of it, so the one
/// from the tag's latest version counts, in whatever order they come.
/// </summary>
/// <param name="Id">Empty of those from before they had one: of these a tag has one at a time.</param>
/// <param name="Source">Version of the tag's stream.</param>
/// <param name="Until">Null while it lasts.</param>
/// <param name="Withdrawn">It was none.</param>
internal sealed record Excursion(
    string Id, long Source, string HandlingUnitId, string Condition, EventTime Since, EventTime? Until, double Peak, string Unit, string Limits,
    bool Withdrawn = false)
{
    /// <summary>Why nobody watched it any longer: <c>tag-detached</c>, <c>shipment-closed</c> or <c>unit-withdrawn</c>; null where it was back within.</summary>
    public string? EndedBy { get; init; }

    public bool Lasts() => !Withdrawn && Until is null;

    /// <summary>Null where the event tells of none.</summary>
    public static Excursion? Of(object e, IReadOnlyList<Excursion> known) => e switch
    {
        ExcursionStarted x => new(x.ExcursionId ?? "", x.SourceVersion, x.HandlingUnitId, x.Condition, x.Since, null, x.Peak, x.Unit, x.Limits),
        ExcursionEnded x => new(
            x.ExcursionId ?? "", x.SourceVersion, x.HandlingUnitId, x.Condition, x.Since, x.Until, x.Peak, x.Unit,
            x.Limits ?? known.FirstOrDefault(k => k.Id == (x.ExcursionId ?? ""))?.Limits ?? "")
        { EndedBy = x.EndedBy },
        ExcursionAmended x => new(x.ExcursionId, x.SourceVersion, x.HandlingUnitId, x.Condition, x.Since, x.Until, x.Peak, x.Unit, x.Limits)
        { EndedBy = x.EndedBy },
        ExcursionWithdrawn x => new(x.ExcursionId, x.SourceVersion, x.HandlingUnitId, x.Condition, x.Since, x.Until, x.Peak, x.Unit, "", true),
        _ => null,
    };
}
