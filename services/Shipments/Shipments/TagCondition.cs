namespace Logistics.Shipments.Shipments;

/// <summary>
/// What a tag on one of the shipment's units last told. Excursions and silence come as separate messages that the bus may
/// reorder: each keeps the version of the tag's stream that it is from.
/// </summary>
internal sealed record TagCondition(string TagId, string HandlingUnitId)
{
    public IReadOnlyList<Excursion> Excursions { get; init; } = [];

    /// <summary>Silent since; null while it is heard.</summary>
    public EventTime? SilentSince { get; init; }

    public long SilenceSource { get; init; }

    /// <summary>The one to speak of: that which lasts, else the latest; null where there was none.</summary>
    public Excursion? Excursion() => Excursions.Where(x => !x.Withdrawn).OrderBy(x => x.Lasts()).ThenBy(x => x.Since.Instant).LastOrDefault();

    public static TagCondition Of(IReadOnlyList<TagCondition> tags, string tagId, string handlingUnitId)
        => tags.FirstOrDefault(t => t.TagId == tagId) ?? new(tagId, handlingUnitId);

    /// <summary>Version of the tag's stream up to which an event tells nothing new.</summary>
    public static long Known(IReadOnlyList<TagCondition> tags, string tagId, object e)
    {
        if (tags.FirstOrDefault(t => t.TagId == tagId) is not { } tag) return 0;
        return Shipments.Excursion.Of(e, []) is { Id: var id } ? tag.Excursions.FirstOrDefault(x => x.Id == id)?.Source ?? 0 : tag.SilenceSource;
    }

    public static IReadOnlyList<TagCondition> Evolve(IReadOnlyList<TagCondition> tags, object e) => e switch
    {
        ExcursionStarted x => Put(tags, Of(tags, x.TagId, x.HandlingUnitId).With(x)),
        ExcursionEnded x => Put(tags, Of(tags, x.TagId, x.HandlingUnitId).With(x)),
        ExcursionAmended x => Put(tags, Of(tags, x.TagId, x.HandlingUnitId).With(x)),
        ExcursionWithdrawn x => Put(tags, Of(tags, x.TagId, x.HandlingUnitId).With(x)),
        TagFellSilent x => Put(tags, Of(tags, x.TagId, x.HandlingUnitId) with
        {
            SilentSince = x.LastReadAt,
            SilenceSource = x.SourceVersion,
        }),
        TagHeardAgain x => Put(tags, Of(tags, x.TagId, x.HandlingUnitId) with { SilentSince = null, SilenceSource = x.SourceVersion }),
        _ => throw new InvalidOperationException($"A tag's condition knows no event {e.GetType().Name}."),
    };

    private TagCondition With(object told)
    {
        var excursion = Shipments.Excursion.Of(told, Excursions)!;
        return this with { Excursions = [.. Excursions.Where(x => x.Id != excursion.Id), excursion] };
    }

    private static IReadOnlyList<TagCondition> Put(IReadOnlyList<TagCondition> tags, TagCondition tag)
        => [.. tags.Where(t => t.TagId != tag.TagId), tag];
}
