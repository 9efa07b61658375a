using Logistics.Tags.Journal;

namespace Logistics.Tags.Fences;

/// <summary>A fence as it was drawn, WGS 84 degrees: a circle (centre and radius) or a polygon (corners), not both.</summary>
/// <param name="Corners">In order, either way round; the last one joins the first.</param>
/// <param name="MarginMetres">A tag has left only this far outside: positions tremble.</param>
internal sealed record FenceShape(GeoPoint? Centre, double? RadiusMetres, IReadOnlyList<GeoPoint>? Corners, double MarginMetres)
{
    internal const double UsualMargin = 30;

    internal static FenceShape Circle(GeoPoint centre, double radiusMetres, double marginMetres = UsualMargin) => new(centre, radiusMetres, null, marginMetres);

    internal static FenceShape Polygon(IReadOnlyList<GeoPoint> corners, double marginMetres = UsualMargin) => new(null, null, corners, marginMetres);

    public bool Equals(FenceShape? other) => other is not null && Centre == other.Centre && RadiusMetres == other.RadiusMetres
        && MarginMetres == other.MarginMetres && (Corners ?? []).SequenceEqual(other.Corners ?? []);

    public override int GetHashCode() => HashCode.Combine(Centre, RadiusMetres, Corners?.Count, MarginMetres);
}
