using Logistics.EventStore;
using Logistics.Shipments.Feeds;
using Logistics.Shipments.Handovers;
using Logistics.Shipments.Streams;

namespace Logistics.Shipments.HandoverList;

/// <param name="Ordinal">Position where it was opened: the list's order.</param>
internal sealed record HandoverAnswer(Handover Handover, long Version, long Ordinal);

/// <summary>Handovers for both sides and the hub.</summary>
internal sealed class HandoverListProjection() : FeedProjection<HandoverAnswer, V1.Handover>(
    new("handover", [.. Columns.Select(c => (c.Name, c.SqlType))], [], "create index on handover_party (organisation, shipment_id, ordinal);"), Columns)
{
    private static readonly IReadOnlyList<Column<HandoverAnswer>> Columns =
    [
        Column<HandoverAnswer>.Of("state", "smallint", a => (short)a.Handover.State()),
        Column<HandoverAnswer>.Of("shipment_id", "text", a => a.Handover.Terms.ShipmentId),
    ];

    public override string Name => "HandoverList";

    /// <summary>2: changes are dropped one day.</summary>
    public override int Version => 2;

    protected override string? IdOf(StoredEvent e) => StreamNames.IdIn(Handover.Stream, e.StreamId);

    protected override HandoverAnswer Evolve(HandoverAnswer? doc, StoredEvent e)
        => new(Handover.Evolve(doc?.Handover ?? Handover.Stream.Initial, e.Data), e.Version, doc?.Ordinal ?? e.Position);

    protected override IReadOnlyList<string> PartiesOf(HandoverAnswer doc)
        => doc.Handover.Discarded ? [] : [.. new[] { doc.Handover.Terms.From, doc.Handover.Terms.To, doc.Handover.Operator }.Distinct()];

    protected override long OrdinalOf(HandoverAnswer doc) => doc.Ordinal;

    protected override V1.Handover ToWire(HandoverAnswer doc) => doc.Handover.ToWire(doc.Version);

    public static ListQuery Query(IReadOnlyList<HandoverState> states, string shipmentId)
    {
        var query = new ListQuery();
        if (states.Count > 0) query.Where("p.state = any({0})", Sql.Of(states.Select(s => (short)s).ToArray()));
        if (shipmentId.Length > 0) query.Where("p.shipment_id = {0}", Sql.Of(shipmentId));
        return query;
    }
}
