using Logistics.Tags.Journal;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace Logistics.Tags.Fences;

/// <summary>
/// A fence to ask questions of. Inside is within the line or on it; what is not inside, but within the margin around it, is near: there
/// a tag that was inside still is, and one that was not is not yet.
/// </summary>
internal sealed class Fence
{
    /// <summary>Chords of a quarter circle: a margin of 30 m is right to a centimetre.</summary>
    private const int FineArc = 32;

    private readonly LocalPlane _plane;
    private readonly double _radius;
    private readonly double _margin;
    private readonly Area? _inner;
    private readonly Area? _outer;

    internal Fence(string locationId, FenceShape shape)
    {
        (LocationId, _margin) = (locationId, shape.MarginMetres);
        if (shape is { Centre: { } centre, RadiusMetres: { } radius })
        {
            (_plane, _radius) = (new(centre), radius);
            (SquareMetres, Reach) = (Math.PI * radius * radius, radius + _margin);
            return;
        }

        _plane = LocalPlane.Around(shape.Corners!);
        var polygon = Rings.Polygon(InPlane(shape.Corners!), (shape.Holes ?? []).Select(InPlane));
        (_inner, _outer) = (new(polygon), new(_margin > 0 ? polygon.Buffer(_margin, FineArc) : polygon));
        (SquareMetres, Reach) = (polygon.Area, polygon.Coordinates.Max(corner => corner.Distance(new(0, 0))) + _margin);
    }

    internal string LocationId { get; }

    internal GeoPoint Centre => _plane.Centre;

    internal double SquareMetres { get; }

    /// <summary>Metres from the centre within which all of it lies, its margin too.</summary>
    internal double Reach { get; }

    internal Coordinate InPlane(GeoPoint point) => _plane.Of(point);

    private Coordinate[] InPlane(IReadOnlyList<GeoPoint> corners) => [.. corners.Select(_plane.Of)];

    internal bool IsInside(Coordinate point) => _inner?.Has(point) ?? point.Distance(new(0, 0)) <= _radius;

    /// <summary>Inside or near.</summary>
    internal bool IsAround(Coordinate point) => _outer?.Has(point) ?? point.Distance(new(0, 0)) <= _radius + _margin;

    /// <summary>Shares of the way from one point to the other at which its line or that of its margin is met.</summary>
    internal IEnumerable<double> Crossings(Coordinate from, Coordinate to) => _inner is null
        ? Rings.Crossings(_radius, from, to).Concat(Rings.Crossings(_radius + _margin, from, to))
        : _inner.Crossings(from, to).Concat(_outer!.Crossings(from, to));

    private sealed class Area(Geometry shape)
    {
        private readonly IndexedPointInAreaLocator _locator = new(shape);
        private readonly Coordinate[][] _rings = [.. Lines(shape)];

        internal bool Has(Coordinate point) => _locator.Locate(point) != Location.Exterior;

        internal IEnumerable<double> Crossings(Coordinate from, Coordinate to) => _rings.SelectMany(ring => Rings.Crossings(ring, from, to));

        private static IEnumerable<Coordinate[]> Lines(Geometry shape) => shape is Polygon polygon
            ? [polygon.Shell.Coordinates, .. polygon.Holes.Select(hole => hole.Coordinates)]
            : Enumerable.Range(0, shape.NumGeometries).SelectMany(part => Lines(shape.GetGeometryN(part)));
    }
}
