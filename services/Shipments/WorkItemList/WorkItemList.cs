using Logistics.EventStore;
using Logistics.Shipments.Feeds;
using Logistics.Shipments.Streams;
using Logistics.Shipments.WorkItems;
using NodaTime;

namespace Logistics.Shipments.WorkItemList;

/// <param name="Ordinal">Position where it was last raised anew: the list's order.</param>
internal sealed record WorkItemAnswer(WorkItem Item, long Version, long Ordinal);

/// <summary>Work items for the operating organisation.</summary>
internal sealed class WorkItemListProjection() : FeedProjection<WorkItemAnswer, V1.WorkItem>(
    new("work_item", [.. Columns.Select(c => (c.Name, c.SqlType))], [], "create index on work_item_party (organisation, shipment_id, ordinal);"), Columns)
{
    private static readonly IReadOnlyList<Column<WorkItemAnswer>> Columns =
    [
        Column<WorkItemAnswer>.Of("state", "smallint", a => (short)a.Item.State),
        Column<WorkItemAnswer>.Of("shelved_until", "bigint", a => Micros(a.Item.ShelvedUntil ?? Instant.FromUnixTimeSeconds(0))),
        Column<WorkItemAnswer>.Of("shipment_id", "text", a => a.Item.Raised!.ShipmentId),
    ];

    public override string Name => "WorkItemList";

    /// <summary>3: changes are dropped one day.</summary>
    public override int Version => 3;

    protected override string? IdOf(StoredEvent e) => StreamNames.IdIn(WorkItem.Stream, e.StreamId);

    protected override WorkItemAnswer Evolve(WorkItemAnswer? doc, StoredEvent e) => new(
        WorkItem.Evolve(doc?.Item ?? WorkItem.Stream.Initial, e.Data), e.Version, e.Data is WorkItemRaised ? e.Position : doc!.Ordinal);

    protected override IReadOnlyList<string> PartiesOf(WorkItemAnswer doc) => [doc.Item.Raised!.Operator];

    protected override long OrdinalOf(WorkItemAnswer doc) => doc.Ordinal;

    /// <summary>As it is now; what a shelved one has become by the time it is told, <see cref="Mapping.Waking"/> says.</summary>
    protected override V1.WorkItem ToWire(WorkItemAnswer doc) => doc.Item.ToWire(doc.Version, Instant.MinValue);

    /// <summary>A shelved item comes back by itself when its time is over: nobody need write that down.</summary>
    public static ListQuery Query(IReadOnlyList<WorkItemState> states, string shipmentId, Instant now)
    {
        var query = new ListQuery();
        if (states.Count > 0)
            query.Where(
                "case when p.state = {0} and p.shelved_until <= {1} then {2} else p.state end = any({3})",
                Sql.Of((short)WorkItemState.Shelved), Sql.Of(Micros(now)), Sql.Of((short)WorkItemState.New),
                Sql.Of(states.Select(s => (short)s).ToArray()));
        else
            query.Where("p.state <> {0}", Sql.Of((short)WorkItemState.Resolved));
        if (shipmentId.Length > 0) query.Where("p.shipment_id = {0}", Sql.Of(shipmentId));
        return query;
    }

    private static long Micros(Instant instant) => instant.ToUnixTimeTicks() / 10;
}
