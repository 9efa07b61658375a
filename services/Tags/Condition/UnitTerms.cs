using System.Text.Json.Serialization;
using NodaTime;

namespace Logistics.Tags.Condition;

/// <summary>What a shipment allows one of its units, from an instant on until the next terms.</summary>
/// <param name="From">Event time; null: from the beginning on.</param>
/// <param name="Limits">None: all is allowed.</param>
internal sealed record UnitTerms(Instant? From, IReadOnlyList<ConditionLimits> Limits)
{
    /// <summary>Why it is not the shipment's to watch any more; null where it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WatchEnd? End { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int OffsetMinutes { get; init; }

    /// <summary>From when on nothing is watched; null while it goes on.</summary>
    internal static Instant? EndOf(IReadOnlyList<UnitTerms> terms) => terms[^1] is { End: not null, From: { } end } ? end : null;

    /// <summary>Without the time before an instant: the unit was somebody else's then.</summary>
    internal static IReadOnlyList<UnitTerms> Since(IReadOnlyList<UnitTerms> terms, Instant from)
    {
        var first = terms.Last(t => t.From is not { } at || at <= from);
        return [new(null, []), first with { From = from }, .. terms.Where(t => t.From > from)];
    }

    /// <summary>One watch a kind of condition, of all that are ever limited.</summary>
    internal static IEnumerable<ConditionWatch> Watches(string shipmentId, IReadOnlyList<UnitTerms> terms)
        => terms.SelectMany(t => t.Limits).Select(limits => limits.Kind).Distinct().Select(kind => Watch(shipmentId, kind, terms));

    private static ConditionWatch Watch(string shipmentId, string kind, IReadOnlyList<UnitTerms> terms)
    {
        var bands = terms.Select(t => new LaterBand(t.From ?? Instant.MinValue, t.Limits.FirstOrDefault(limits => limits.Kind == kind)?.Band ?? Band.Open)
        {
            End = t.End,
            OffsetMinutes = t.OffsetMinutes,
        }).ToArray();
        var later = bands.Skip(1).Where((band, before) => (band.Band, band.End) != (bands[before].Band, bands[before].End)).ToArray();
        return new(shipmentId, kind, bands[0].Band, [], null) { Later = later.Length == 0 ? null : later };
    }
}
