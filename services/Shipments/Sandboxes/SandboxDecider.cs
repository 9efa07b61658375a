using Logistics.EventStore;
using Logistics.Shipments.Handovers;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.TransportOrders;
using NodaTime;

namespace Logistics.Shipments.Sandboxes;

internal static class SandboxDecider
{
    public static Decision DiscardShipment(Shipment s, Instant now)
        => s is { Operator: Sandbox.Operator, Discarded: false } ? Decision.Accept(new SandboxDiscarded(now)) : Decision.Nothing;

    public static Decision DiscardHandover(Handover h, Instant now)
        => h is { Operator: Sandbox.Operator, Discarded: false } ? Decision.Accept(new SandboxDiscarded(now)) : Decision.Nothing;

    public static Decision DiscardOrder(TransportOrder order, Instant now)
        => order is { Tender.Operator: Sandbox.Operator, Discarded: false } ? Decision.Accept(new SandboxDiscarded(now)) : Decision.Nothing;
}
