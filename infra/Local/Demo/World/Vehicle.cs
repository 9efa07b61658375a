using NodaTime;

namespace Logistics.Demo.World;

/// <param name="Arrival">Minutes of the service day.</param>
internal readonly record struct Stop(string Hub, int Arrival, int Departure);

/// <summary>One vehicle of a line and its service of each day: there and back, over and over.</summary>
internal sealed record Vehicle(string Id, Line Line, IReadOnlyList<Stop> Stops)
{
    private const int Day = 1440;

    internal static IReadOnlyList<Vehicle> All(double speed) => Lines.All.SelectMany(line => Of(line, speed)).ToList();

    /// <summary>
    /// Vehicles spread evenly over one turn. Times are cut to whole minutes, at least one for a stop and two for a way.
    /// </summary>
    internal static IEnumerable<Vehicle> Of(Line line, double speed)
    {
        var dwell = Scaled(15, speed, 1);
        var ways = line.Minutes.Select(minutes => Scaled(minutes, speed, 2)).ToArray();
        var turn = 2 * (ways.Sum() + (dwell * ways.Length));
        var vehicles = Math.Clamp((int)Math.Ceiling(turn / (double)line.Headway), 1, line.MostVehicles);
        for (var i = 0; i < vehicles; i++)
            yield return new Vehicle($"{line.Id}-{i + 1}", line, Turns(line, ways, dwell, turn * i / vehicles));
    }

    internal static Instant At(LocalDate date, string hub, int minutes)
    {
        var zone = DateTimeZoneProviders.Tzdb[Places.Of(hub).Zone];
        return zone.AtLeniently(date.At(new LocalTime(12, 0))).ToInstant() - Duration.FromHours(12) + Duration.FromMinutes(minutes);
    }

    private static List<Stop> Turns(Line line, int[] ways, int dwell, int begin)
    {
        var stops = new List<Stop>();
        var (at, step) = (0, 1);
        for (var minute = begin; ;)
        {
            stops.Add(new Stop(line.Stops[at], minute, minute + dwell));
            if (at + step < 0 || at + step >= line.Stops.Length) step = -step;
            minute += dwell + ways[Math.Min(at, at + step)];
            at += step;
            // There at least once, however long the way.
            if (minute >= Day && stops.Count >= line.Stops.Length) return stops;
        }
    }

    private static int Scaled(double minutes, double speed, int least) => Math.Max(least, (int)Math.Round(minutes / speed));
}
