using Logistics.EventStore;
using Logistics.Shipments.Deadlines;
using Logistics.Shipments.Streams;
using NodaTime;

namespace Logistics.Shipments.TransportOrders;

/// <summary>The carrier did not answer in time.</summary>
internal sealed class TimeOut(Transactor transactor) : DeadlineKind
{
    public override string Name => "tender";

    public override Deadline? Change(StoredEvent e) => e.Data switch
    {
        TransportOrderTendered { RespondBy: { } by } => Deadline.Set(Subject(e), by),
        TransportOrderTendered => null,
        TransportOrderAccepted or TransportOrderRejected or TransportOrderTimedOut or TransportOrderWithdrawn => Deadline.Drop(Subject(e)),
        _ => null,
    };

    public override Task Pass(string orderId, Instant now, CancellationToken ct) => transactor.Transact(
        TransportOrder.Stream, orderId, o => TransportOrderDecider.TimeOut(o, now), CommandContext.None with { Actor = "clock" }, ct);

    private static string Subject(StoredEvent e) => StreamNames.IdIn(TransportOrder.Stream, e.StreamId)!;
}
