namespace Logistics.Routing.Roads;

/// <summary>
/// How far it is between the places of one question: as a routing engine says, or the great circle with its usual detour. One or the
/// other for all of it, so that ways compared are measured alike.
/// </summary>
internal sealed class RoadTable
{
    internal static readonly RoadTable GreatCircle = new(null, RoadWay.GreatCircle, null);

    private readonly IReadOnlyDictionary<(Place From, Place To), RoadWay?>? told;

    private RoadTable(IReadOnlyDictionary<(Place From, Place To), RoadWay?>? told, string source, string? fallback) =>
        (this.told, Source, Fallback) = (told, source, fallback);

    internal string Source { get; }

    /// <summary>Why the great circle counts though an engine is configured; null where none is, or it answered.</summary>
    internal string? Fallback { get; }

    /// <param name="told">Null for two places between which no road leads.</param>
    internal static RoadTable Of(IReadOnlyDictionary<(Place From, Place To), RoadWay?> told, string source) => new(told, source, null);

    internal static RoadTable WithoutEngine(string why) => new(null, RoadWay.GreatCircle, why);

    /// <summary>Null where no road leads there.</summary>
    internal RoadWay? Between(Place from, Place to, double kilometresPerHour)
    {
        if (told is not null) return told.GetValueOrDefault((from, to));
        var kilometres = from.KilometresTo(to);
        return new RoadWay(kilometres, 60 * kilometres / kilometresPerHour, RoadWay.GreatCircle);
    }
}
