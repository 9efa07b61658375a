using Logistics.Routing.Itineraries;
using Logistics.Routing.Network;
using NodaTime;

namespace Logistics.Routing.Etas;

internal static class EtaEstimator
{
    /// <summary>Null while nothing is planned. Pure: the same itinerary, network, knowledge and time estimate the same.</summary>
    internal static Eta? Estimate(string shipmentId, Itinerary itinerary, NetworkSnapshot network, EtaKnowledge knowledge, Instant now) =>
        itinerary is { Legs: { Count: > 0 }, Requirement: not null } ? new EtaWalk(shipmentId, itinerary, network, knowledge, now).Walk() : null;
}
