using Logistics.EventStore;
using static Logistics.Shipments.TransportOrders.TransportOrderState;

namespace Logistics.Shipments.TransportOrders;

internal static class TransportOrderDecider
{
    public static Decision Tender(TransportOrder order, TransportOrderTendered c)
        => order.State == None ? Decision.Accept(c) : Decision.Nothing;

    public static Decision Accept(TransportOrder order, string carrier) => ByCarrier(order, carrier) switch
    {
        Tendered => Decision.Accept(new TransportOrderAccepted(order.Tender!.ShipmentId)),
        Accepted => Decision.Nothing,
        var state => Refuse(state),
    };

    public static Decision Reject(TransportOrder order, string carrier, string reason) => ByCarrier(order, carrier) switch
    {
        Tendered => Decision.Accept(new TransportOrderRejected(order.Tender!.ShipmentId, reason)),
        Rejected => Decision.Nothing,
        var state => Refuse(state),
    };

    public static Decision Withdraw(TransportOrder order, string reason)
        => order.Stands() ? Decision.Accept(new TransportOrderWithdrawn(order.Tender!.ShipmentId, reason)) : Decision.Nothing;

    /// <summary>Another carrier's order looks exactly like a missing one.</summary>
    private static TransportOrderState ByCarrier(TransportOrder order, string carrier)
        => order.Tender?.Leg.CarrierId == carrier ? order.State : None;

    private static Decision Refuse(TransportOrderState state) => state switch
    {
        Accepted => Decision.Refuse(Reasons.OrderAccepted, "The order is accepted already."),
        Rejected => Decision.Refuse(Reasons.OrderRejected, "The order was rejected."),
        Withdrawn => Decision.Refuse(Reasons.OrderWithdrawn, "The order was withdrawn."),
        _ => Decision.Refuse(Reasons.TransportOrderNotFound, "There is no such transport order."),
    };
}
