using Logistics.Routing.Network;
using NodaTime;

namespace Logistics.Routing.Planning;

/// <summary>Why this plan, and what the next best would have been.</summary>
internal static class Choice
{
    /// <param name="arrivals">By the most legs.</param>
    internal static string Explain(NetworkSnapshot network, PlanQuery query, IReadOnlyList<Leg> legs, int[] arrivals)
    {
        var arrival = legs[^1].Arrival;
        var via = legs.Count == 1 ? "" : $" by way of {string.Join(", ", legs.Skip(1).Select(leg => Words.Hub(network, leg.FromHubId)))}";
        var chosen = $"Earliest arrival: {Words.Legs(legs.Count)}{via}, at {Words.Hub(network, query.ToHubId)} "
            + $"{Words.Time(network, query.ToHubId, arrival)}{ToSpare(query, arrival)}.";
        return $"{chosen} {NextBest(network, query, legs.Count, arrivals)}";
    }

    /// <param name="soonest">The legs of the earliest arrival.</param>
    internal static string ExplainLatest(NetworkSnapshot network, PlanQuery query, IReadOnlyList<Leg> legs, IReadOnlyList<Leg> soonest) =>
        $"Latest departure: {Words.Time(network, query.FromHubId, legs[0].Departure)} with {Words.Legs(legs.Count)}, at "
        + $"{Words.Hub(network, query.ToHubId)} {Words.Time(network, query.ToHubId, legs[^1].Arrival)}{ToSpare(query, legs[^1].Arrival)}. "
        + $"The earliest arrival would be {Words.Time(network, query.ToHubId, soonest[^1].Arrival)}, leaving "
        + $"{Words.Time(network, query.FromHubId, soonest[0].Departure)}.";

    private static string ToSpare(PlanQuery query, Instant arrival) =>
        query.ArriveBy == Instant.MaxValue ? "" : $", {Words.Span(query.ArriveBy - arrival)} before the appointment";

    private static string NextBest(NetworkSnapshot network, PlanQuery query, int legs, int[] arrivals)
    {
        if (legs == 1) return "No change of vehicle; the latest departure that still arrives then.";
        if (arrivals[legs - 1] == Planner.Never) return "With fewer legs there is no way within a day of it.";
        var fewer = Array.IndexOf(arrivals, arrivals[legs - 1]);
        return $"With {Words.Legs(fewer)} it would be {Words.Time(network, query.ToHubId, network.At(arrivals[fewer]))}.";
    }
}
