using Logistics.EventStore;
using Logistics.Shipments.Feeds;
using Logistics.Shipments.Streams;
using Logistics.Shipments.WorkItems;
using NodaTime;

namespace Logistics.Shipments.WorkItemList;

/// <param name="Ordinal">Position where it was last raised anew: the list's order.</param>
internal sealed record WorkItemAnswer(WorkItem Item, long Version, long Ordinal);

/// <summary>Work items for the operating organisation.</summary>
internal sealed class WorkItemListProjection() : FeedProjection<WorkItemAnswer>(
    new("work_item", [], "create index on work_item_list (shipment_id);"),
    [
        new("state", "smallint", a => Sql.Of((short)a.Item.State)),
        new("shelved_until", "bigint", a => Sql.Of(Micros(a.Item.ShelvedUntil ?? Instant.FromUnixTimeSeconds(0)))),
        new("shipment_id", "text", a => Sql.Of(a.Item.Raised!.ShipmentId)),
    ])
{
    public override string Name => "WorkItemList";

    protected override string? IdOf(StoredEvent e) => StreamNames.IdIn(WorkItem.Stream, e.StreamId);

    protected override WorkItemAnswer Evolve(WorkItemAnswer? doc, StoredEvent e) => new(
        WorkItem.Evolve(doc?.Item ?? WorkItem.Stream.Initial, e.Data), e.Version, e.Data is WorkItemRaised ? e.Position : doc!.Ordinal);

    protected override IReadOnlyList<string> PartiesOf(WorkItemAnswer doc) => [doc.Item.Raised!.Operator];

    protected override long OrdinalOf(WorkItemAnswer doc) => doc.Ordinal;

    /// <summary>A shelved item comes back by itself when its time is over: nobody need write that down.</summary>
    public static ListQuery Query(IReadOnlyList<WorkItemState> states, string shipmentId, Instant now)
    {
        var query = new ListQuery();
        if (states.Count > 0)
            query.Where(
                "case when state = {0} and shelved_until <= {1} then {2} else state end = any({3})",
                Sql.Of((short)WorkItemState.Shelved), Sql.Of(Micros(now)), Sql.Of((short)WorkItemState.New),
                Sql.Of(states.Select(s => (short)s).ToArray()));
        else
            query.Where("state <> {0}", Sql.Of((short)WorkItemState.Resolved));
        if (shipmentId.Length > 0) query.Where("shipment_id = {0}", Sql.Of(shipmentId));
        return query;
    }

    private static long Micros(Instant instant) => instant.ToUnixTimeTicks() / 10;
}
