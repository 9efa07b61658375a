using Logistics.Shipments.Shipments;
using Logistics.Shipments.TransportOrders;
using Logistics.Shipments.WorkItems;

namespace Logistics.Shipments.ShipmentList;

/// <summary>A shipment as it is answered: its state, and what its orders and work items add.</summary>
/// <param name="Version">Of the shipment's own stream.</param>
/// <param name="Ordinal">Position of its booking: the list's order.</param>
/// <param name="Orders">State of each transport order of the itinerary, by id.</param>
/// <param name="OpenWorkItems">By id, so that a repetition does not count twice.</param>
internal sealed record ShipmentAnswer(
    Shipment Shipment, long Version, long Ordinal, IReadOnlyDictionary<string, TransportOrderState> Orders,
    IReadOnlyDictionary<string, WorkItemKind> OpenWorkItems)
{
    public ShipmentAnswer WithOrder(string id, TransportOrderState state)
        => this with { Orders = new Dictionary<string, TransportOrderState>(Orders) { [id] = state } };

    public ShipmentAnswer WithWorkItem(string id, WorkItemKind kind)
        => OpenWorkItems.ContainsKey(id) ? this : this with { OpenWorkItems = new Dictionary<string, WorkItemKind>(OpenWorkItems) { [id] = kind } };

    public ShipmentAnswer WithoutWorkItem(string id)
        => OpenWorkItems.ContainsKey(id) ? this with { OpenWorkItems = OpenWorkItems.Where(i => i.Key != id).ToDictionary() } : this;
}
