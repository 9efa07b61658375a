using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Itineraries;

/// <summary>
/// The plan of an itinerary that waits for one: the first, or the one after it was unsettled. A plan that still does what is wanted
/// is confirmed as it is, because carriers have accepted it; else the rest of the way is planned anew, to keep the appointment. What
/// cannot be kept is left to a dispatcher, who may take a late way.
/// </summary>
internal static class Settlement
{
    internal static Plan Of(string shipmentId, Itinerary itinerary, NetworkSnapshot network, Instant now)
    {
        network = network.Knowing(itinerary.Requirement);
        if (itinerary.Legs is null)
            return AfterDeclines.Plan(network, ItineraryCommands.QueryOf(shipmentId, itinerary.Requirement!, now), itinerary.Declined.Values);

        var rest = RestOfTheWay.Of(shipmentId, itinerary, network, now);
        if (rest.IsThere && rest.Left > 0) return new Plan.Found(rest.Gone, $"The goods are, or will be, at {Words.Hub(network, rest.Query.ToHubId)} by what has left.");
        if (Stands(rest, itinerary, network)) return new Plan.Found(rest.Legs, "The plan stands.");
        return AfterDeclines.Plan(network, rest.Query, itinerary.Declined.Values) is var plan && plan is Plan.Found found
            ? found with { Legs = rest.GoingOnBy(found.Legs), Explanation = $"{Why(rest, itinerary)}{found.Explanation}" }
            : plan;
    }

    /// <summary>By the timetable: a connection that is missed is another matter, and a dispatcher's or a policy's.</summary>
    private static bool Stands(RestOfTheWay rest, Itinerary itinerary, NetworkSnapshot network)
    {
        if (rest.Ahead.Count == 0) return false;
        var (next, last) = (rest.Ahead[0], rest.Ahead[^1]);
        var wanted = itinerary.Requirement!;
        return (next.FromHubId, last.ToHubId) == (rest.Query.FromHubId, rest.Query.ToHubId)
            && !rest.DoorsMoved && KeepsTheDoorsWindows(rest)
            && (rest.Left > 0 || next.Departure >= wanted.ReadyAt + Minutes(network.Facts.Hubs[next.FromHubId].CutOffMinutes))
            && last.Arrival + Minutes(network.Facts.Hubs[last.ToHubId].HandlingMinutes) <= wanted.ArriveBy
            && !rest.Ahead.Any(leg => itinerary.Declined.Values.Any(it => it.Is(leg)))
            && Admits(network, rest);
    }

    private static bool KeepsTheDoorsWindows(RestOfTheWay rest) =>
        rest.Query.CollectWindows.All(window => rest.Ahead[0].Departure < window.To) && rest.Query.DeliverWindows.All(window => rest.Ahead[^1].Arrival >= window.From);

    private static bool Admits(NetworkSnapshot network, RestOfTheWay rest)
    {
        var admission = Admission.Of(network, rest.Query);
        return rest.Ahead.All(leg => leg.Road is not null
            ? network.Facts.Hauliers.TryGetValue(leg.ServiceId, out var haulier) && admission.Suits(haulier.Service(leg.FromHubId, leg.ToHubId))
            : network.RunIndex(new RunId(leg.ServiceId, leg.ServiceDate)) is { } run
                && Enumerable.Range(leg.FromCall, leg.ToCall - leg.FromCall).All(call => admission.Admits(run, call)));
    }

    private static string Why(RestOfTheWay rest, Itinerary itinerary) =>
        itinerary.Declined.Values.Where(it => rest.Ahead.Any(it.Is)).Select(AfterDeclines.Said).ToList() is { Count: > 0 } said
            ? $"Declined: {Words.List(said)}. "
            : itinerary.Amendments.IsEmpty ? "" : "The booking was amended. ";

    private static Duration Minutes(int? minutes) => Duration.FromMinutes(minutes ?? 0);
}
