using Logistics.Shipments.Shipments;
using Logistics.Shipments.TransportOrders;

namespace Logistics.Shipments.ShipmentList;

/// <summary>A shipment as it is answered: its state, and what its orders and work items add.</summary>
/// <param name="Version">Of the shipment's own stream.</param>
/// <param name="Ordinal">Position of its booking: the list's order.</param>
/// <param name="Orders">State of each transport order of the itinerary, by id.</param>
/// <param name="OpenWorkItems">Their ids, so that a repetition does not count twice.</param>
internal sealed record ShipmentAnswer(
    Shipment Shipment, long Version, long Ordinal, IReadOnlyDictionary<string, TransportOrderState> Orders, IReadOnlyList<string> OpenWorkItems)
{
    public ShipmentAnswer WithOrder(string id, TransportOrderState state)
        => this with { Orders = new Dictionary<string, TransportOrderState>(Orders) { [id] = state } };

    public ShipmentAnswer WithWorkItem(string id, bool open)
        => OpenWorkItems.Contains(id) == open
            ? this
            : this with { OpenWorkItems = open ? [.. OpenWorkItems, id] : [.. OpenWorkItems.Where(i => i != id)] };
}
