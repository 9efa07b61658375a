using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using NodaTime;

namespace Logistics.Routing.Itineraries;

/// <summary>What a new plan of the rest of the way would change.</summary>
/// <param name="Proposed">With the legs that have left; empty where there is no way.</param>
internal sealed record Replan(
    int ItineraryVersion, IReadOnlyList<Leg> Current, IReadOnlyList<Leg> Proposed, IReadOnlyList<string> Differences, string Explanation)
{
    /// <summary>Null where there is no itinerary in force, or nothing of it is left.</summary>
    internal static Replan? Of(string shipmentId, Itinerary itinerary, NetworkSnapshot network, Instant now)
    {
        if (!itinerary.Underway || itinerary.Requirement is null) return null;
        network = network.Knowing(itinerary.Requirement);
        var rest = RestOfTheWay.Of(shipmentId, itinerary, network, now);
        if (rest.IsThere) return null;

        // Late is better than never: where no way keeps the appointment, the earliest is proposed and says so.
        var plan = AfterDeclines.Plan(network, rest.Query, itinerary.Declined.Values);
        if (plan is Plan.None { Constraint: Constraints.Appointment or Constraints.Declined or Constraints.DockWindows } late)
        {
            var whenever = rest.Query with { ArriveBy = Instant.MaxValue, CollectWindows = [] };
            plan = AfterDeclines.Plan(network, whenever, itinerary.Declined.Values) is Plan.Found found
                ? found with { Explanation = $"{late.Explanation} {found.Explanation}" }
                : plan;
        }

        if (plan is not Plan.Found way) return new Replan(itinerary.Version, rest.Legs, [], [], plan.Explanation);
        var proposed = rest.GoingOnBy(way.Legs);
        return new Replan(itinerary.Version, rest.Legs, proposed, RoutesCompared.Differences(network, rest.Ahead, proposed.Skip(rest.Left).ToList()), plan.Explanation);
    }
}
