using Logistics.Routing.Hubs;

namespace Logistics.Routing.Network;

/// <summary>How far it is by a mode: the great circle, longer by what such ways commonly bend. A routing engine may know better.</summary>
internal static class Distance
{
    private const double EarthKilometres = 6371.0;

    internal static double Kilometres(HubDetails from, HubDetails to, string mode) =>
        Kilometres(from.Latitude, from.Longitude, to.Latitude, to.Longitude, mode);

    internal static double Kilometres(double fromLatitude, double fromLongitude, double toLatitude, double toLongitude, string mode) =>
        GreatCircle(fromLatitude, fromLongitude, toLatitude, toLongitude) * DetourOf(mode);

    // Measured on road networks of central Europe: 1.2 to 1.4 of the great circle; rail a little straighter, rivers wind.
    private static double DetourOf(string mode) => mode switch { "road" => 1.3, "rail" => 1.25, "barge" => 1.6, _ => 1.15 };

    private static double GreatCircle(double fromLatitude, double fromLongitude, double toLatitude, double toLongitude)
    {
        var (latitude1, latitude2) = (double.DegreesToRadians(fromLatitude), double.DegreesToRadians(toLatitude));
        var (north, east) = (Math.Sin((latitude2 - latitude1) / 2), Math.Sin(double.DegreesToRadians(toLongitude - fromLongitude) / 2));
        var chord = (north * north) + (Math.Cos(latitude1) * Math.Cos(latitude2) * east * east);
        return 2 * EarthKilometres * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
    }
}
