using Logistics.Routing.Network;
using Logistics.Routing.Planning.Scans;
using NodaTime;

namespace Logistics.Routing.Planning;

/// <summary>
/// Earliest arrival. Among equal arrivals the fewest legs, because each change of vehicle is a chance to lose the goods; among
/// those the latest departure, because goods are safer in the shipper's yard than in ours.
/// </summary>
internal static class Planner
{
    internal const int Never = Lanes.Never;

    // How much later than the earliest an arrival with fewer legs is still worth mentioning.
    private const int AlternativesWithin = 24 * 3600;

    internal static Plan Plan(NetworkSnapshot network, PlanQuery query)
    {
        if (Unplannable(network, query) is { } reason) return new Plan.None(Constraints.Network, reason);

        var admission = Admission.Of(network, query);
        if (query.PreferredCarriers.Count > 0 && ByPreferred(network, query) is { } preferred) return preferred;

        var arrivals = Arrivals(network, query, admission);
        var earliest = arrivals[Lanes.MostLegs];
        if (earliest == Never || AvailableAt(network, query, earliest) > query.ArriveBy) return NoPlan.Explain(network, query);

        var legs = LegsOf(network, query, admission, earliest, Array.IndexOf(arrivals, earliest));
        return new Plan.Found(legs, Choice.Explain(network, query, legs, arrivals));
    }

    /// <summary>By whatever time: the legs of the earliest arrival, empty where there is none within the window.</summary>
    internal static IReadOnlyList<Leg> Earliest(NetworkSnapshot network, PlanQuery query) =>
        Plan(network, query with { ArriveBy = Instant.MaxValue }) is Plan.Found found ? found.Legs : [];

    /// <summary>
    /// As early as the plan and with as few legs, without asking for the latest departure among those nor for the next best, which is
    /// most of the work; empty where there is none.
    /// </summary>
    internal static IReadOnlyList<Leg> Soonest(NetworkSnapshot network, PlanQuery query)
    {
        if (Unplannable(network, query) is not null) return [];
        if (query.PreferredCarriers.Count > 0 && ByPreferred(network, query) is { } preferred) return preferred.Legs;

        var scan = ArrivalByLegs.OfThisThread;
        var arrivals = Arrivals(network, query, Admission.Of(network, query), within: 0, keepWays: true);
        var earliest = arrivals[Lanes.MostLegs];
        return earliest == Never || AvailableAt(network, query, earliest) > query.ArriveBy
            ? []
            : LegsOf(network, scan.Journey(Array.IndexOf(arrivals, earliest)));
    }

    /// <summary>
    /// The way that leaves last and still keeps the appointment, with the fewest legs among those; empty where there is none.
    /// </summary>
    internal static IReadOnlyList<Leg> Latest(NetworkSnapshot network, PlanQuery query)
    {
        if (Unplannable(network, query) is not null || query.ArriveBy == Instant.MaxValue) return [];
        var scan = LatestDeparture.OfThisThread;
        var departures = scan.Scan(
            network.Timetable, network.HubIndex(query.FromHubId)!.Value, network.HubIndex(query.ToHubId)!.Value, ReadySeconds(network, query),
            ArriveBySeconds(network, query), int.MaxValue, Admission.Of(network, query));
        var latest = departures[Lanes.MostLegs];
        return latest == LatestDeparture.Never ? [] : LegsOf(network, scan.Journey(departures.IndexOf(latest)));
    }

    /// <summary>By the most legs, from 0 to <see cref="Lanes.MostLegs"/>; <see cref="Never"/> where there is none, or none within so many seconds of the best.</summary>
    internal static int[] Arrivals(NetworkSnapshot network, PlanQuery query, Admission admission, int within = AlternativesWithin, bool keepWays = false) => ArrivalByLegs.OfThisThread.Scan(
        network.Timetable, network.HubIndex(query.FromHubId)!.Value, network.HubIndex(query.ToHubId)!.Value, ReadySeconds(network, query),
        int.MaxValue, within, admission, keepWays)[..(Lanes.MostLegs + 1)].ToArray();

    /// <summary>When goods that arrive then can be had.</summary>
    internal static Instant AvailableAt(NetworkSnapshot network, PlanQuery query, int arrival) =>
        network.At(arrival) + Duration.FromMinutes(network.Facts.Hubs[query.ToHubId].HandlingMinutes ?? 0);

    /// <summary>From when on they may be on board at the origin: its cut-off is over.</summary>
    internal static int ReadySeconds(NetworkSnapshot network, PlanQuery query) =>
        network.Seconds(query.ReadyAt) + (60 * (network.Facts.Hubs[query.FromHubId].CutOffMinutes ?? 0));

    internal static List<Leg> LegsOf(NetworkSnapshot network, IEnumerable<Ride> rides) => rides.Select(ride => LegOf(network, ride)).ToList();

    // Rounded down: by the second before is in time, by the second after is not.
    internal static int ArriveBySeconds(NetworkSnapshot network, PlanQuery query) => query.ArriveBy == Instant.MaxValue
        ? int.MaxValue
        : Capped(network, query.ArriveBy) - (60 * (network.Facts.Hubs[query.ToHubId].HandlingMinutes ?? 0));

    internal static int Capped(NetworkSnapshot network, Instant at) => (int)Math.Clamp((at - network.Start).TotalSeconds, 0, int.MaxValue / 2);

    private static Plan.Found? ByPreferred(NetworkSnapshot network, PlanQuery query)
    {
        var others = network.Facts.Services.Values.Select(service => service.CarrierId).Distinct().Except(query.PreferredCarriers);
        var only = query with { ExcludedCarriers = [.. query.ExcludedCarriers, .. others], PreferredCarriers = [] };
        return Plan(network, only) is Plan.Found found ? found with { Explanation = $"{found.Explanation} By preferred carriers alone." } : null;
    }

    private static string? Unplannable(NetworkSnapshot network, PlanQuery query) =>
        network.HubIndex(query.FromHubId) is null ? $"Hub {query.FromHubId} is not in the network."
        : network.HubIndex(query.ToHubId) is null ? $"Hub {query.ToHubId} is not in the network."
        : query.FromHubId == query.ToHubId ? $"The goods are at {Words.Hub(network, query.ToHubId)} already."
        : null;

    private static List<Leg> LegsOf(NetworkSnapshot network, PlanQuery query, Admission admission, int arrival, int legs)
    {
        var scan = LatestDeparture.OfThisThread;
        scan.Scan(
            network.Timetable, network.HubIndex(query.FromHubId)!.Value, network.HubIndex(query.ToHubId)!.Value, ReadySeconds(network, query),
            arrival, int.MaxValue, admission, ArrivalByLegs.OfThisThread);
        var rides = scan.Journey(legs);
        if (rides.Count == 0) throw new InvalidOperationException($"The scans disagree about {query}.");
        return LegsOf(network, rides);
    }

    private static Leg LegOf(NetworkSnapshot network, Ride ride)
    {
        var run = network.Runs[ride.Board.Run];
        return new Leg(
            run.Service.CarrierId, run.Id.ServiceId, run.Id.ServiceDate, network.HubIds[ride.Board.From], network.HubIds[ride.Alight.To],
            ride.Board.Call, ride.Alight.Call + 1, network.At(ride.Board.Departure), network.At(ride.Alight.Arrival))
        { Road = run.On.Road };
    }
}
