namespace Logistics.Shipments.Shipments;

/// <summary>
/// What a tag on one of the shipment's units last told. Excursions, silence and battery come as separate messages that the bus may
/// reorder: each keeps the version of the tag's stream that it is from.
/// </summary>
internal sealed record TagCondition(string TagId, string HandlingUnitId)
{
    public IReadOnlyList<Excursion> Excursions { get; init; } = [];

    /// <summary>Silent since; null while it is heard.</summary>
    public EventTime? SilentSince { get; init; }

    /// <summary>The gateway that heard it last, where that is silent since, too.</summary>
    public string? SilentGateway { get; init; }

    public long SilenceSource { get; init; }

    /// <summary>Its battery, since it is low; null while it is not.</summary>
    public BatteryFellLow? LowBattery { get; init; }

    public long BatterySource { get; init; }

    /// <summary>The one to speak of: that which lasts, else the latest; null where there was none.</summary>
    public Excursion? Excursion() => Excursions.Where(x => !x.Withdrawn).OrderBy(x => x.Lasts()).ThenBy(x => x.Since.Instant).LastOrDefault();

    public static TagCondition Of(IReadOnlyList<TagCondition> tags, string tagId, string handlingUnitId)
        => tags.FirstOrDefault(t => t.TagId == tagId) ?? new(tagId, handlingUnitId);

    /// <summary>Version of the tag's stream up to which an event tells nothing new.</summary>
    public static long Known(IReadOnlyList<TagCondition> tags, string tagId, object e)
    {
        if (tags.FirstOrDefault(t => t.TagId == tagId) is not { } tag) return 0;
        return e switch
        {
            TagFellSilent or TagHeardAgain => tag.SilenceSource,
            BatteryFellLow or BatteryRecovered => tag.BatterySource,
            TagDetached => Math.Min(tag.SilenceSource, tag.BatterySource),
            _ => tag.Excursions.FirstOrDefault(x => x.Id == Shipments.Excursion.Of(e, [])!.Id)?.Source ?? 0,
        };
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
            SilentGateway = x.SilentGatewayId,
            SilenceSource = x.SourceVersion,
        }),
        TagHeardAgain x => Put(tags, Of(tags, x.TagId, x.HandlingUnitId) with { SilentSince = null, SilentGateway = null, SilenceSource = x.SourceVersion }),
        BatteryFellLow x => Put(tags, Of(tags, x.TagId, x.HandlingUnitId) with { LowBattery = x, BatterySource = x.SourceVersion }),
        BatteryRecovered x => Put(tags, Of(tags, x.TagId, x.HandlingUnitId) with { LowBattery = null, BatterySource = x.SourceVersion }),
        TagDetached x => Put(tags, Of(tags, x.TagId, x.HandlingUnitId).Detach(x.SourceVersion)),
        _ => throw new InvalidOperationException($"A tag's condition knows no event {e.GetType().Name}."),
    };

    /// <summary>What it told since is of a later attachment.</summary>
    private TagCondition Detach(long version) => this with
    {
        SilentSince = version > SilenceSource ? null : SilentSince,
        SilentGateway = version > SilenceSource ? null : SilentGateway,
        SilenceSource = Math.Max(version, SilenceSource),
        LowBattery = version > BatterySource ? null : LowBattery,
        BatterySource = Math.Max(version, BatterySource),
    };

    private TagCondition With(object told)
    {
        var excursion = Shipments.Excursion.Of(told, Excursions)!;
        return this with { Excursions = [.. Excursions.Where(x => x.Id != excursion.Id), excursion] };
    }

    private static IReadOnlyList<TagCondition> Put(IReadOnlyList<TagCondition> tags, TagCondition tag)
        => [.. tags.Where(t => t.TagId != tag.TagId), tag];
}
