using Logistics.EventStore;

namespace Logistics.Routing.Itineraries;

/// <summary>Several decisions about one itinerary that are committed together, each seeing what the one before decided.</summary>
internal sealed class Draft(string shipmentId, Itinerary loaded, long version)
{
    private readonly List<object> events = [];

    internal Itinerary State { get; private set; } = loaded;

    internal StreamAppend? Append => events.Count == 0
        ? null
        : new StreamAppend(ItineraryDecider.Stream.IdOf(shipmentId), ItineraryDecider.Stream.Name, version, events);

    internal void Decide(Decision decision)
    {
        var accepted = (Decision.Accepted)decision;
        events.AddRange(accepted.Events);
        State = accepted.Events.Aggregate(State, Itinerary.Evolve);
    }
}
