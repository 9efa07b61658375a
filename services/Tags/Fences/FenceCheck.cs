using System.Globalization;
using Logistics.EventStore;
using Logistics.Tags.Journal;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace Logistics.Tags.Fences;

/// <summary>Whether a shape can be a fence, and if not why. Coordinates are degrees in range already.</summary>
internal static class FenceCheck
{
    internal const int MostCorners = 500;
    internal const double MostMargin = 1_000;

    /// <summary>A fence is a place that one is at: not a country.</summary>
    internal const double MostMetres = 50_000;

    private const double LeastMetres = 5;
    private const double LeastArea = 25;

    /// <returns>Null where it can.</returns>
    internal static Refusal? Of(FenceShape shape) => shape switch
    {
        { MarginMetres: not (>= 0 and <= MostMargin) } => Malformed($"The margin is from 0 to {MostMargin} metres."),
        { Centre: not null, RadiusMetres: { } radius, Corners: null, Holes: null } => Circle(radius),
        { Centre: null, RadiusMetres: null, Corners: { } corners } => Polygon(corners, shape.Holes ?? []),
        _ => Malformed("A fence is either a circle with centre and radius, or a polygon."),
    };

    private static Refusal? Circle(double radius) => radius switch
    {
        >= LeastMetres and <= MostMetres => null,
        > MostMetres => TooLarge("The circle's radius"),
        _ => new(Refusals.FenceTooSmall, $"The circle's radius is less than {LeastMetres} metres."),
    };

    private static Refusal? Polygon(IReadOnlyList<GeoPoint> corners, IReadOnlyList<IReadOnlyList<GeoPoint>> holes)
    {
        IReadOnlyList<GeoPoint>[] rings = [Open(corners), .. holes.Select(Open)];
        if (rings.Any(ring => ring.Distinct().Count() < 3)) return Malformed("A polygon, and each of its holes, has at least three corners that differ.");
        if (rings.Sum(ring => ring.Count) > MostCorners) return Malformed($"A polygon has at most {MostCorners} corners, with those of its holes.");
        var plane = LocalPlane.Around(rings[0]);
        var points = rings.Select(ring => ring.Select(plane.Of).ToArray()).ToArray();
        if (points[0].Any(p => p.Distance(new(0, 0)) > MostMetres)) return TooLarge("A corner's distance from the middle");
        var polygon = Rings.Polygon(points[0], points.Skip(1));
        if (new IsValidOp(polygon).ValidationError is { } error)
            return new(Refusals.FenceCrossesItself, string.Create(CultureInfo.InvariantCulture, $"The polygon is no simple one: {error.Message.ToLowerInvariant()} near {Nearest(points, error.Coordinate)}."));
        return polygon.Area >= LeastArea ? null : new(Refusals.FenceTooSmall, $"The polygon's area is less than {LeastArea} square metres.");
    }

    private static IReadOnlyList<GeoPoint> Open(IReadOnlyList<GeoPoint> corners)
        => corners.Count > 1 && corners[0] == corners[^1] ? [.. corners.Take(corners.Count - 1)] : corners;

    private static string Nearest(Coordinate[][] rings, Coordinate at)
    {
        var (ring, corner) = rings.SelectMany((points, ring) => points.Select((_, corner) => (ring, corner))).MinBy(place => rings[place.ring][place.corner].Distance(at));
        return ring == 0 ? $"corner {corner + 1}" : $"corner {corner + 1} of hole {ring}";
    }

    private static Refusal Malformed(string detail) => new(Refusals.FenceMalformed, detail);

    private static Refusal TooLarge(string what) => new(Refusals.FenceTooLarge, $"{what} is more than {MostMetres / 1000} km.");
}
