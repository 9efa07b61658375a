using NetTopologySuite.Geometries;

namespace Logistics.Tags.Fences;

/// <summary>Polygons of a plane, and where straight lines cross their edges.</summary>
internal static class Rings
{
    private static readonly GeometryFactory Factory = new();

    /// <param name="corners">Open or closed; those of holes too.</param>
    internal static Polygon Polygon(IReadOnlyList<Coordinate> corners, IEnumerable<IReadOnlyList<Coordinate>> holes)
        => Factory.CreatePolygon(Ring(corners), [.. holes.Select(Ring)]);

    private static LinearRing Ring(IReadOnlyList<Coordinate> corners)
        => Factory.CreateLinearRing(corners[0].Equals2D(corners[^1]) ? [.. corners] : [.. corners, corners[0].Copy()]);

    /// <summary>Shares of the way from one point to the other, from 0 to 1, at which a ring's edges are met.</summary>
    internal static IEnumerable<double> Crossings(Coordinate[] ring, Coordinate from, Coordinate to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        for (var i = 1; i < ring.Length; i++)
        {
            var (a, b) = (ring[i - 1], ring[i]);
            var (ex, ey) = (b.X - a.X, b.Y - a.Y);
            var turn = (dx * ey) - (dy * ex);

            // Along an edge: the neighbours' edges are met where it ends.
            if (turn == 0) continue;
            var share = (((a.X - from.X) * ey) - ((a.Y - from.Y) * ex)) / turn;
            var onEdge = (((a.X - from.X) * dy) - ((a.Y - from.Y) * dx)) / turn;
            if (share is >= 0 and <= 1 && onEdge is >= 0 and <= 1) yield return share;
        }
    }

    /// <summary>The same for a circle around the origin.</summary>
    internal static IEnumerable<double> Crossings(double radius, Coordinate from, Coordinate to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var (a, b, c) = ((dx * dx) + (dy * dy), (from.X * dx) + (from.Y * dy), (from.X * from.X) + (from.Y * from.Y) - (radius * radius));
        var root = (b * b) - (a * c);
        if (a == 0 || root <= 0) yield break;
        var (first, second) = ((-b - Math.Sqrt(root)) / a, (-b + Math.Sqrt(root)) / a);
        if (first is >= 0 and <= 1) yield return first;
        if (second is >= 0 and <= 1) yield return second;
    }
}
