using NodaTime;

namespace Logistics.Demo.World;

/// <param name="Until">Call from which the run is on time again.</param>
internal sealed record Holdup(int From, int Until, int Minutes);

/// <summary>A vehicle takes goods from one call to a later one.</summary>
internal sealed record Ride(Vehicle Vehicle, LocalDate Date, int From, int To)
{
    internal string FromHub => Vehicle.Stops[From].Hub;

    internal string ToHub => Vehicle.Stops[To].Hub;
}

/// <summary>When vehicles are really where: their timetable and what holds them up.</summary>
internal sealed class Traffic(IReadOnlyList<Vehicle> vehicles)
{
    private readonly Dictionary<string, Vehicle> byId = vehicles.ToDictionary(vehicle => vehicle.Id);
    private readonly Dictionary<(string Vehicle, LocalDate Date), Holdup> holdups = [];

    internal IReadOnlyList<Vehicle> Vehicles => vehicles;

    internal void Hold(Vehicle vehicle, LocalDate date, Holdup holdup) => holdups[(vehicle.Id, date)] = holdup;

    internal bool IsHeld(Vehicle vehicle, LocalDate date) => holdups.ContainsKey((vehicle.Id, date));

    internal Instant Departure(Vehicle vehicle, LocalDate date, int call) =>
        Vehicle.At(date, vehicle.Stops[call].Hub, vehicle.Stops[call].Departure) + Late(vehicle, date, call);

    internal Instant Arrival(Vehicle vehicle, LocalDate date, int call)
    {
        var arrival = Vehicle.At(date, vehicle.Stops[call].Hub, vehicle.Stops[call].Arrival) + Late(vehicle, date, call);
        // Making up for a delay takes a minute at least for the way.
        return call == 0 ? arrival : Instant.Max(arrival, Departure(vehicle, date, call - 1) + Duration.FromMinutes(1));
    }

    /// <summary>The planned ride; null where the timetable has changed since.</summary>
    internal Ride? Planned(string serviceId, string from, string to, Instant departure)
    {
        if (!byId.TryGetValue(serviceId, out var vehicle)) return null;
        var rides = Dates(departure).SelectMany(date => Rides(vehicle, date, from, to)).ToList();
        return rides.Count == 0 ? null : rides.MinBy(ride => Duration.Max(Departure(ride) - departure, departure - Departure(ride)));
    }

    /// <summary>The next ride of whoever goes there.</summary>
    internal Ride? Next(string from, string to, Instant ready, bool refrigerated) => vehicles
        .Where(vehicle => !refrigerated || vehicle.Line.Refrigerated)
        .SelectMany(vehicle => Dates(ready).SelectMany(date => Rides(vehicle, date, from, to)))
        .Where(ride => Departure(ride) >= ready)
        .MinBy(Arrival);

    internal Instant Departure(Ride ride) => Departure(ride.Vehicle, ride.Date, ride.From);

    internal Instant Arrival(Ride ride) => Arrival(ride.Vehicle, ride.Date, ride.To);

    /// <summary>On the way, on the straight line between two calls.</summary>
    internal (double Latitude, double Longitude) Position(Ride ride, Instant now)
    {
        var call = ride.From;
        while (call + 1 < ride.To && Arrival(ride.Vehicle, ride.Date, call + 1) <= now) call++;
        var (left, comes) = (Departure(ride.Vehicle, ride.Date, call), Arrival(ride.Vehicle, ride.Date, call + 1));
        var share = comes <= left ? 1 : Math.Clamp((now - left) / (comes - left), 0, 1);
        var (a, b) = (Places.Of(ride.Vehicle.Stops[call].Hub), Places.Of(ride.Vehicle.Stops[call + 1].Hub));
        return (a.Latitude + ((b.Latitude - a.Latitude) * share), a.Longitude + ((b.Longitude - a.Longitude) * share));
    }

    private static IEnumerable<Ride> Rides(Vehicle vehicle, LocalDate date, string from, string to)
    {
        for (var call = 0; call < vehicle.Stops.Count; call++)
        {
            if (vehicle.Stops[call].Hub != from) continue;
            for (var there = call + 1; there < vehicle.Stops.Count && vehicle.Stops[there].Hub != from; there++)
            {
                if (vehicle.Stops[there].Hub != to) continue;
                yield return new Ride(vehicle, date, call, there);
                break;
            }
        }
    }

    private Duration Late(Vehicle vehicle, LocalDate date, int call) =>
        holdups.TryGetValue((vehicle.Id, date), out var holdup) && call >= holdup.From && call < holdup.Until
            ? Duration.FromMinutes(holdup.Minutes)
            : Duration.Zero;

    private static IEnumerable<LocalDate> Dates(Instant around)
    {
        var today = around.InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).Date;
        return [today.PlusDays(-1), today, today.PlusDays(1)];
    }
}
