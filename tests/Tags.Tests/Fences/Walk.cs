using Logistics.Tags.Fences;
using Logistics.Tags.Journal;

namespace Logistics.Tags.Tests.Fences;

/// <summary>Points at a distance, found by trying: knows nothing but distances and directions.</summary>
internal static class Walk
{
    /// <param name="azimuth">Degrees, clockwise from north.</param>
    internal static GeoPoint From(GeoPoint start, double azimuth, double metres)
    {
        var angle = metres / Earth.MeanRadius;
        var (bearing, lat1) = (Earth.Radians(azimuth), Earth.Radians(start.Latitude));
        for (var round = 0; ; round++)
        {
            var lat2 = Math.Asin((Math.Sin(lat1) * Math.Cos(angle)) + (Math.Cos(lat1) * Math.Sin(angle) * Math.Cos(bearing)));
            var turned = Math.Atan2(Math.Sin(bearing) * Math.Sin(angle) * Math.Cos(lat1), Math.Cos(angle) - (Math.Sin(lat1) * Math.Sin(lat2)));
            var there = new GeoPoint(lat2 * 180 / Math.PI, Earth.Turn(start.Longitude + (turned * 180 / Math.PI)));
            var (reached, direction) = Earth.Inverse(start, there);
            var aside = Math.IEEERemainder(Earth.Radians(azimuth) - direction, 2 * Math.PI);
            if (round > 20 || (Math.Abs(reached - metres) < 0.001 && Math.Abs(aside) * metres < 0.001)) return there;
            angle *= metres / reached;
            bearing += aside;
        }
    }
}
