using Logistics.EventStore;
using Logistics.Shipments.Feeds;
using Logistics.Shipments.Streams;
using Logistics.Shipments.TransportOrders;

namespace Logistics.Shipments.TransportOrderList;

/// <param name="Ordinal">Position of the tender: the list's order.</param>
internal sealed record TransportOrderAnswer(TransportOrder Order, long Version, long Ordinal);

/// <summary>Transport orders for the carrier they are addressed to and for the hub.</summary>
internal sealed class TransportOrderListProjection() : FeedProjection<TransportOrderAnswer>(
    new("transport_order", [], ""),
    [new("state", "smallint", a => Sql.Of((short)a.Order.State))])
{
    public override string Name => "TransportOrderList";

    /// <summary>2: with the stream's version.</summary>
    public override int Version => 2;

    protected override string? IdOf(StoredEvent e) => StreamNames.IdIn(TransportOrder.Stream, e.StreamId);

    protected override TransportOrderAnswer Evolve(TransportOrderAnswer? doc, StoredEvent e)
        => new(TransportOrder.Evolve(doc?.Order ?? TransportOrder.Stream.Initial, e.Data), e.Version, doc?.Ordinal ?? e.Position);

    protected override IReadOnlyList<string> PartiesOf(TransportOrderAnswer doc)
        => [.. new[] { doc.Order.Tender!.Leg.CarrierId, doc.Order.Tender.Operator }.Distinct()];

    protected override long OrdinalOf(TransportOrderAnswer doc) => doc.Ordinal;
}
