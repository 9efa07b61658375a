using Logistics.EventStore;
using Logistics.Shipments.Feeds;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.Streams;
using Logistics.Shipments.TransportOrders;
using Logistics.Shipments.WorkItems;
using Npgsql;

namespace Logistics.Shipments.ShipmentList;

/// <summary>Shipments for list, get and watch; and the terms that a search finds them by.</summary>
internal sealed class ShipmentListProjection() : FeedProjection<ShipmentAnswer, V1.Shipment>(Layout, ShipmentColumns.All)
{
    private static readonly FeedSchema Layout = new(
        "shipment", [.. ShipmentColumns.All.Select(c => (c.Name, c.SqlType))], [SearchTerms.Table], SearchTerms.Ddl + ShipmentColumns.Indexes);

    private static readonly ShipmentAnswer Nothing = new(
        Shipment.Stream.Initial, 0, 0, new Dictionary<string, TransportOrderState>(), new Dictionary<string, WorkItemKind>());

    public override string Name => "ShipmentList";

    /// <summary>5: what tags tell is kept otherwise.</summary>
    public override int Version => 5;

    protected override string? IdOf(StoredEvent e) => e.Data switch
    {
        TransportOrderTendered order => order.ShipmentId,
        TransportOrderAccepted order => order.ShipmentId,
        TransportOrderRejected order => order.ShipmentId,
        TransportOrderTimedOut order => order.ShipmentId,
        TransportOrderWithdrawn order => order.ShipmentId,
        WorkItemRaised { ShipmentId: "" } or WorkItemResolved { ShipmentId: "" } => null,
        WorkItemRaised item => item.ShipmentId,
        WorkItemResolved item => item.ShipmentId,
        TrackingLinkCreated or TrackingLinkRevoked => null,
        _ => StreamNames.IdIn(Shipment.Stream, e.StreamId),
    };

    protected override ShipmentAnswer? Evolve(ShipmentAnswer? doc, StoredEvent e) => e.Data switch
    {
        ShipmentBooked => Nothing with { Shipment = Shipment.Stream.Evolve(Shipment.Stream.Initial, e.Data), Version = e.Version, Ordinal = e.Position },
        _ when doc is null => throw new InvalidOperationException($"{e.Type} at {e.Position} comes before its shipment's booking."),
        TransportOrderTendered => doc.WithOrder(StreamNames.IdIn(TransportOrder.Stream, e.StreamId)!, TransportOrderState.Tendered),
        TransportOrderAccepted => doc.WithOrder(StreamNames.IdIn(TransportOrder.Stream, e.StreamId)!, TransportOrderState.Accepted),
        TransportOrderRejected => doc.WithOrder(StreamNames.IdIn(TransportOrder.Stream, e.StreamId)!, TransportOrderState.Rejected),
        TransportOrderTimedOut => doc.WithOrder(StreamNames.IdIn(TransportOrder.Stream, e.StreamId)!, TransportOrderState.TimedOut),
        TransportOrderWithdrawn => doc.WithOrder(StreamNames.IdIn(TransportOrder.Stream, e.StreamId)!, TransportOrderState.Withdrawn),
        WorkItemRaised raised => doc.WithWorkItem(StreamNames.IdIn(WorkItem.Stream, e.StreamId)!, raised.Kind),
        WorkItemResolved => doc.WithoutWorkItem(StreamNames.IdIn(WorkItem.Stream, e.StreamId)!),
        _ => doc with { Shipment = Shipment.Stream.Evolve(doc.Shipment, e.Data), Version = e.Version },
    };

    protected override IReadOnlyList<string> PartiesOf(ShipmentAnswer doc) => doc.Shipment.Readers();

    protected override long OrdinalOf(ShipmentAnswer doc) => doc.Ordinal;

    protected override V1.Shipment ToWire(ShipmentAnswer doc) => doc.ToWire();

    protected override void Index(IReadOnlyList<Touched<ShipmentAnswer>> docs, NpgsqlBatch batch) => SearchTerms.Update(docs, batch);
}
