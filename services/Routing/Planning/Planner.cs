using Logistics.Routing.Network;
using NodaTime;

namespace Logistics.Routing.Planning;

/// <summary>
/// Earliest arrival. Among equal arrivals the fewest legs, because each change of vehicle is a chance to lose the goods; among
/// those the latest departure, because goods are safer in the shipper's yard than in ours.
/// </summary>
internal static class Planner
{
    internal static Plan Plan(NetworkSnapshot network, PlanQuery query)
    {
        if (Unplannable(network, query) is { } reason) return new Plan.None(Constraints.Network, reason);

        var admission = new Admission(query.WeightKg, query.Refrigerated, query.ShipmentId);
        var arrivals = Arrivals(network, query, admission);
        var earliest = arrivals.Min();
        if (earliest == ForwardScan.Never || network.At(earliest) > query.ArriveBy)
            return NoPlan.Explain(network, query);

        var legs = LegsOf(network, query, admission, earliest, Array.IndexOf(arrivals, earliest));
        return new Plan.Found(legs, Choice.Explain(network, query, legs, arrivals));
    }

    /// <summary>By whatever time: the legs of the earliest arrival, empty where there is none within the window.</summary>
    internal static IReadOnlyList<Leg> Earliest(NetworkSnapshot network, PlanQuery query) =>
        Plan(network, query with { ArriveBy = Instant.MaxValue }) is Plan.Found found ? found.Legs : [];

    internal static int[] Arrivals(NetworkSnapshot network, PlanQuery query, Admission admission) => ForwardScan.Arrivals(
        network, network.HubIndex(query.FromHubId)!.Value, network.HubIndex(query.ToHubId)!.Value, network.Seconds(query.ReadyAt), admission);

    private static string? Unplannable(NetworkSnapshot network, PlanQuery query) =>
        network.HubIndex(query.FromHubId) is null ? $"Hub {query.FromHubId} is not in the network."
        : network.HubIndex(query.ToHubId) is null ? $"Hub {query.ToHubId} is not in the network."
        : query.FromHubId == query.ToHubId ? $"The goods are at {Words.Hub(network, query.ToHubId)} already."
        : null;

    private static List<Leg> LegsOf(NetworkSnapshot network, PlanQuery query, Admission admission, int arrival, int legs)
    {
        var rides = BackwardScan.LatestDeparture(
            network, network.HubIndex(query.FromHubId)!.Value, network.HubIndex(query.ToHubId)!.Value,
            network.Seconds(query.ReadyAt), arrival, legs, admission);
        if (rides.Count == 0) throw new InvalidOperationException($"The scans disagree about {query}.");
        return rides.Select(ride => LegOf(network, ride.Board, ride.Alight)).ToList();
    }

    private static Leg LegOf(NetworkSnapshot network, Connection board, Connection alight)
    {
        var run = network.Runs[board.Run];
        return new Leg(
            run.Service.CarrierId, run.Id.ServiceId, run.Id.ServiceDate, network.HubIds[board.From], network.HubIds[alight.To],
            board.Call, alight.Call + 1, network.At(board.Departure), network.At(alight.Arrival));
    }
}
