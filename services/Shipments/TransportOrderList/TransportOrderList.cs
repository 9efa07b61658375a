using Logistics.EventStore;
using Logistics.Shipments.Feeds;
using Logistics.Shipments.Streams;
using Logistics.Shipments.TransportOrders;

namespace Logistics.Shipments.TransportOrderList;

/// <param name="Ordinal">Position of the tender: the list's order.</param>
internal sealed record TransportOrderAnswer(TransportOrder Order, long Version, long Ordinal);

/// <summary>Transport orders for the carrier they are addressed to and for the hub.</summary>
internal sealed class TransportOrderListProjection() : FeedProjection<TransportOrderAnswer, V1.TransportOrder>(
    new("transport_order", [("state", "smallint")], [], "create index on transport_order_party (organisation, state, ordinal);"),
    [Column<TransportOrderAnswer>.Of("state", "smallint", a => (short)a.Order.State)])
{
    public override string Name => "TransportOrderList";

    /// <summary>4: changes are dropped one day.</summary>
    public override int Version => 4;

    protected override string? IdOf(StoredEvent e) => StreamNames.IdIn(TransportOrder.Stream, e.StreamId);

    protected override TransportOrderAnswer Evolve(TransportOrderAnswer? doc, StoredEvent e)
        => new(TransportOrder.Evolve(doc?.Order ?? TransportOrder.Stream.Initial, e.Data), e.Version, doc?.Ordinal ?? e.Position);

    protected override IReadOnlyList<string> PartiesOf(TransportOrderAnswer doc) => doc.Order.Organisations();

    protected override long OrdinalOf(TransportOrderAnswer doc) => doc.Ordinal;

    protected override V1.TransportOrder ToWire(TransportOrderAnswer doc) => doc.ToWire();
}
