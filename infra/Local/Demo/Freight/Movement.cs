using Logistics.Demo.Reads;
using Logistics.Demo.World;
using NodaTime;

namespace Logistics.Demo.Freight;

/// <summary>What happens to goods from one second to the next, and who sees it.</summary>
internal sealed class Movement(Traffic traffic, Readers readers, DemoOptions options)
{
    private static readonly Duration SignAboard = Duration.FromSeconds(15);
    private static readonly Duration SignInYard = Duration.FromMinutes(4);
    private static readonly Duration Track = Duration.FromSeconds(30);
    private static readonly Duration Silence = Duration.FromMinutes(24);

    private Duration Handling => Duration.FromSeconds(Math.Max(20, 8 * 60 / options.Speed));

    internal void Step(Journey journey, Instant now)
    {
        if (journey.Aboard is { } ride) Ride(journey, ride, now);
        else if (!journey.IsThere) Wait(journey, now);
        Tracked(journey, now);
    }

    private void Wait(Journey journey, Instant now)
    {
        if (journey.NextSign <= now)
        {
            journey.NextSign = now + SignInYard;
            foreach (var pallet in journey.Pallets) readers.AtHub(Places.Of(journey.Hub), "yard", pallet, now);
        }

        if (Next(journey) is not { } ride || traffic.Departure(ride) > now) return;
        var left = traffic.Departure(ride);
        foreach (var pallet in journey.Pallets) readers.AtHub(Places.Of(journey.Hub), "dock-out", pallet, left);
        journey.Board(ride, left);
        journey.NextSign = left + SignAboard;
    }

    private void Ride(Journey journey, Ride ride, Instant now)
    {
        var arrival = traffic.Arrival(ride);
        if (arrival <= now)
        {
            // A restart finds it long there: what happened meanwhile was not seen, so it is seen now.
            var seen = Instant.Max(arrival, journey.Since);
            foreach (var pallet in journey.Pallets) readers.AtHub(Places.Of(ride.ToHub), "dock-in", pallet, seen);
            journey.Alight(seen);
            journey.NextSign = now + SignInYard;
        }
        else if (journey.NextSign <= now)
        {
            journey.NextSign = now + SignAboard;
            foreach (var pallet in journey.Pallets) readers.OnBoard(ride.Vehicle, traffic.Position(ride, now), pallet, now);
        }
    }

    /// <summary>The planned run if the goods can still make it, else the next that goes there.</summary>
    private Ride? Next(Journey journey)
    {
        if (journey.LegIndex >= journey.Legs.Count) return null;
        var leg = journey.Legs[journey.LegIndex];
        if (leg.FromHubId != journey.Hub) return null;

        var behind = journey is { Mishap: Mishap.LeftBehind, LegIndex: 0 } ? Duration.FromMinutes(7) : Duration.Zero;
        var ready = journey.Since + Handling + behind;
        var planned = traffic.Planned(leg.ServiceId, leg.FromHubId, leg.ToHubId, Hub.Wire.ToInstant(leg.PlannedDeparture));
        return planned is not null && traffic.Departure(planned) >= ready && behind == Duration.Zero
            ? planned
            : traffic.Next(leg.FromHubId, leg.ToHubId, ready, journey.Cold);
    }

    private void Tracked(Journey journey, Instant now)
    {
        if (journey.NextTrack > now) return;
        journey.NextTrack = now + Track;
        var place = Places.Of(journey.Hub);
        var position = journey.Aboard is { } ride ? traffic.Position(ride, now) : (place.Latitude, place.Longitude);
        foreach (var pallet in journey.Pallets.Where(pallet => pallet.Tracker is not null))
        {
            if (IsSilent(journey, now)) continue;
            readers.Tracked(pallet, position, journey.Cold ? Celsius(journey, now) : null, now);
        }
    }

    private static bool IsSilent(Journey journey, Instant now) =>
        journey is { Mishap: Mishap.Silent, Aboard: not null } && now < journey.Since + Silence;

    private static double Celsius(Journey journey, Instant now)
    {
        var usual = 4.6 + (0.8 * Math.Sin(now.ToUnixTimeSeconds() / 97.0));
        if (journey is not { Mishap: Mishap.Warm, Aboard: not null, LegIndex: 0 }) return usual;
        var minutes = (now - journey.Since).TotalMinutes;
        return minutes is > 1 and < 7 ? 11.2 + Math.Sin(minutes) : usual;
    }
}
