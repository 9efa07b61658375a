using Logistics.Routing.Network;
using Logistics.Routing.Roads;
using NodaTime;

namespace Logistics.Routing.Itineraries;

internal static class KnownDoors
{
    /// <summary>
    /// The network in which a shipment's doors have a name, a place and a zone as hubs have. Scans do not go there: they reach doors by
    /// the lorries that are laid on for the question.
    /// </summary>
    internal static NetworkSnapshot Knowing(this NetworkSnapshot network, Requirement? wanted)
    {
        var hubs = network.Facts.Hubs;
        if (wanted?.CollectAt is { } from) hubs = hubs.SetItem(Door.Origin, from.AsHub(Door.Origin, DateTimeZone.Utc.Id));
        if (wanted?.DeliverAt is { } to) hubs = hubs.SetItem(Door.Destination, to.AsHub(Door.Destination, DateTimeZone.Utc.Id));
        return ReferenceEquals(hubs, network.Facts.Hubs) ? network : network.With(network.Facts with { Hubs = hubs });
    }
}
