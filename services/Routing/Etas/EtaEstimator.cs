using Logistics.Routing.Itineraries;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using NodaTime;

namespace Logistics.Routing.Etas;

internal static class EtaEstimator
{
    /// <summary>What is asked of the network where the plan breaks; null where it does not.</summary>
    internal static PlanQuery? OtherWay(string shipmentId, Itinerary itinerary, NetworkSnapshot network, EtaKnowledge knowledge, Instant now)
    {
        if (itinerary is not { Legs: { Count: > 0 }, Requirement: not null }) return null;
        var walk = new EtaWalk(shipmentId, itinerary, network.Knowing(itinerary.Requirement), knowledge, now);
        walk.Walk();
        return walk.OtherWay;
    }

    /// <summary>Null while nothing is planned. Pure: the same itinerary, network, knowledge and time estimate the same.</summary>
    internal static Eta? Estimate(string shipmentId, Itinerary itinerary, NetworkSnapshot network, EtaKnowledge knowledge, Instant now) =>
        itinerary is { Legs: { Count: > 0 }, Requirement: not null }
            ? new EtaWalk(shipmentId, itinerary, network.Knowing(itinerary.Requirement), knowledge, now).Walk()
            : null;
}
