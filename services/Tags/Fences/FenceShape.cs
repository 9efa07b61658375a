using System.Text.Json.Serialization;
using Logistics.Tags.Journal;

namespace Logistics.Tags.Fences;

/// <summary>A fence as it was drawn, WGS 84 degrees: a circle (centre and radius) or a polygon (corners), not both.</summary>
/// <param name="Corners">In order, either way round; the last one joins the first.</param>
/// <param name="MarginMetres">A tag has left only this far outside: positions tremble.</param>
internal sealed record FenceShape(GeoPoint? Centre, double? RadiusMetres, IReadOnlyList<GeoPoint>? Corners, double MarginMetres)
{
    internal const double UsualMargin = 30;

    /// <summary>Of a polygon; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<GeoPoint>>? Holes { get; init; }

    internal static FenceShape Circle(GeoPoint centre, double radiusMetres, double marginMetres = UsualMargin) => new(centre, radiusMetres, null, marginMetres);

    internal static FenceShape Polygon(IReadOnlyList<GeoPoint> corners, double marginMetres = UsualMargin) => new(null, null, corners, marginMetres);

    public bool Equals(FenceShape? other) => other is not null && Centre == other.Centre && RadiusMetres == other.RadiusMetres
        && MarginMetres == other.MarginMetres && (Corners ?? []).SequenceEqual(other.Corners ?? [])
        && (Holes ?? []).Count == (other.Holes ?? []).Count && (Holes ?? []).Zip(other.Holes ?? []).All(pair => pair.First.SequenceEqual(pair.Second));

    public override int GetHashCode() => HashCode.Combine(Centre, RadiusMetres, Corners?.Count, Holes?.Count, MarginMetres);
}
