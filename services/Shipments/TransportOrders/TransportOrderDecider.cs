using Logistics.EventStore;
using NodaTime;
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
        Tendered => Decision.Accept(new TransportOrderRejected(order.Tender!.ShipmentId, reason) { Leg = order.Tender.Leg }),
        Rejected => Decision.Nothing,
        var state => Refuse(state),
    };

    public static Decision Withdraw(TransportOrder order, string reason)
        => order.Stands() ? Decision.Accept(new TransportOrderWithdrawn(order.Tender!.ShipmentId, reason)) : Decision.Nothing;

    /// <summary>An answer that came in time and one that comes late never both count: whoever is recorded first decides.</summary>
    public static Decision TimeOut(TransportOrder order, Instant now)
        => order is { State: Tendered, Tender: { RespondBy: { } by } tender } && by <= now
            ? Decision.Accept(new TransportOrderTimedOut(tender.ShipmentId, tender.Leg, now))
            : Decision.Nothing;

    /// <summary>Another carrier's order looks exactly like a missing one.</summary>
    private static TransportOrderState ByCarrier(TransportOrder order, string carrier)
        => order.Tender?.Leg.CarrierId == carrier && !order.Discarded ? order.State : None;

    private static Decision Refuse(TransportOrderState state) => state switch
    {
        Accepted => Decision.Refuse(Reasons.OrderAccepted, "The order is accepted already."),
        Rejected => Decision.Refuse(Reasons.OrderRejected, "The order was rejected."),
        TimedOut => Decision.Refuse(Reasons.OrderTimedOut, "The order was not answered in time."),
        Withdrawn => Decision.Refuse(Reasons.OrderWithdrawn, "The order was withdrawn."),
        _ => Decision.Refuse(Reasons.TransportOrderNotFound, "There is no such transport order."),
    };
}
