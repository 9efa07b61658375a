namespace Logistics.Shipments.Shipments;

/// <summary>
/// What a tag on one of the shipment's units last told. Excursions and silence come as separate messages that the bus may
/// reorder: each pair keeps the version of the tag's stream that it is from.
/// </summary>
internal sealed record TagCondition(string TagId, string HandlingUnitId)
{
    public ExcursionStarted? Excursion { get; init; }

    /// <summary>The excursion is over.</summary>
    public ExcursionEnded? Ended { get; init; }

    public long ExcursionSource { get; init; }

    /// <summary>Silent since; null while it is heard.</summary>
    public EventTime? SilentSince { get; init; }

    public long SilenceSource { get; init; }

    public static TagCondition Of(IReadOnlyList<TagCondition> tags, string tagId, string handlingUnitId)
        => tags.FirstOrDefault(t => t.TagId == tagId) ?? new(tagId, handlingUnitId);

    public static IReadOnlyList<TagCondition> Evolve(IReadOnlyList<TagCondition> tags, object e) => e switch
    {
        ExcursionStarted x => Put(tags, Of(tags, x.TagId, x.HandlingUnitId) with
        {
            Excursion = x,
            Ended = null,
            ExcursionSource = x.SourceVersion,
        }),
        ExcursionEnded x => Put(tags, Of(tags, x.TagId, x.HandlingUnitId) with { Ended = x, ExcursionSource = x.SourceVersion }),
        TagFellSilent x => Put(tags, Of(tags, x.TagId, x.HandlingUnitId) with
        {
            SilentSince = x.LastReadAt,
            SilenceSource = x.SourceVersion,
        }),
        TagHeardAgain x => Put(tags, Of(tags, x.TagId, x.HandlingUnitId) with { SilentSince = null, SilenceSource = x.SourceVersion }),
        _ => throw new InvalidOperationException($"A tag's condition knows no event {e.GetType().Name}."),
    };

    private static IReadOnlyList<TagCondition> Put(IReadOnlyList<TagCondition> tags, TagCondition tag)
        => [.. tags.Where(t => t.TagId != tag.TagId), tag];
}
