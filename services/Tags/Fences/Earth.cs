using Logistics.Tags.Journal;

namespace Logistics.Tags.Fences;

/// <summary>Distances and directions on the WGS 84 ellipsoid (Vincenty's inverse formula), in metres and radians.</summary>
internal static class Earth
{
    internal const double MeanRadius = 6_371_008.8;

    private const double A = 6_378_137;
    private const double F = 1 / 298.257223563;
    private const double B = A * (1 - F);
    private const int MostRounds = 50;

    /// <returns>
    /// Distance and the direction at <paramref name="from"/>, clockwise from north. Nearly opposite points, where the formula does not
    /// settle, are as far apart as can be.
    /// </returns>
    internal static (double Metres, double Azimuth) Inverse(GeoPoint from, GeoPoint to)
    {
        var longitude = Radians(Turn(to.Longitude - from.Longitude));
        var (sin1, cos1) = Reduced(from.Latitude);
        var (sin2, cos2) = Reduced(to.Latitude);
        var lambda = longitude;
        for (var round = 0; round < MostRounds; round++)
        {
            var (sinLambda, cosLambda) = Math.SinCos(lambda);
            var (across, along) = (cos2 * sinLambda, (cos1 * sin2) - (sin1 * cos2 * cosLambda));
            var sinSigma = Math.Sqrt((across * across) + (along * along));
            if (sinSigma == 0) return (0, 0);
            var cosSigma = (sin1 * sin2) + (cos1 * cos2 * cosLambda);
            var sigma = Math.Atan2(sinSigma, cosSigma);
            var sinAlpha = cos1 * cos2 * sinLambda / sinSigma;
            var cosSquared = 1 - (sinAlpha * sinAlpha);
            var middle = cosSquared == 0 ? 0 : cosSigma - (2 * sin1 * sin2 / cosSquared);
            var c = F / 16 * cosSquared * (4 + (F * (4 - (3 * cosSquared))));
            var before = lambda;
            lambda = longitude + ((1 - c) * F * sinAlpha * (sigma + (c * sinSigma * (middle + (c * cosSigma * (-1 + (2 * middle * middle)))))));
            if (Math.Abs(lambda - before) > 1e-12) continue;
            return (Length(cosSquared, sinSigma, cosSigma, sigma, middle), Math.Atan2(across, along));
        }

        return (Math.PI * B, 0);
    }

    /// <summary>Degrees of longitude as the shorter way round: from -180 to 180.</summary>
    internal static double Turn(double degrees) => Math.IEEERemainder(degrees, 360);

    internal static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Length(double cosSquared, double sinSigma, double cosSigma, double sigma, double middle)
    {
        var u = cosSquared * ((A * A) - (B * B)) / (B * B);
        var a = 1 + (u / 16384 * (4096 + (u * (-768 + (u * (320 - (175 * u)))))));
        var b = u / 1024 * (256 + (u * (-128 + (u * (74 - (47 * u))))));
        var square = -1 + (2 * middle * middle);
        var more = b / 6 * middle * (-3 + (4 * sinSigma * sinSigma)) * (-3 + (4 * middle * middle));
        return B * a * (sigma - (b * sinSigma * (middle + (b / 4 * ((cosSigma * square) - more)))));
    }

    private static (double Sin, double Cos) Reduced(double latitude)
    {
        var u = Math.Atan((1 - F) * Math.Tan(Radians(latitude)));
        return Math.SinCos(u);
    }
}
