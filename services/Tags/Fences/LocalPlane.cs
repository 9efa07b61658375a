using Logistics.Tags.Journal;
using NetTopologySuite.Geometries;

namespace Logistics.Tags.Fences;

/// <summary>
/// The plane around a fence in metres: each point at its true distance and direction from the centre (azimuthal equidistant). Across the
/// antimeridian and at the poles it is a plane like any other. Straight lines stand for geodesics: within 50 km of the centre they
/// differ by less than a metre.
/// </summary>
internal sealed record LocalPlane(GeoPoint Centre)
{
    internal Coordinate Of(GeoPoint point)
    {
        var (metres, azimuth) = Earth.Inverse(Centre, point);
        var (sin, cos) = Math.SinCos(azimuth);
        return new(metres * sin, metres * cos);
    }

    /// <summary>Around the middle of points, as the crow sees them: no longitude is a seam.</summary>
    internal static LocalPlane Around(IReadOnlyList<GeoPoint> points)
    {
        var (x, y, z) = (0.0, 0.0, 0.0);
        foreach (var point in points)
        {
            var (sinLatitude, cosLatitude) = Math.SinCos(Earth.Radians(point.Latitude));
            var (sinLongitude, cosLongitude) = Math.SinCos(Earth.Radians(point.Longitude));
            (x, y, z) = (x + (cosLatitude * cosLongitude), y + (cosLatitude * sinLongitude), z + sinLatitude);
        }

        var degrees = 180 / Math.PI;
        return new(new GeoPoint(Math.Atan2(z, Math.Sqrt((x * x) + (y * y))) * degrees, Math.Atan2(y, x) * degrees));
    }
}
