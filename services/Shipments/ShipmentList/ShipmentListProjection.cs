using Logistics.EventStore;
using Logistics.Shipments.Feeds;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.Streams;
using Logistics.Shipments.TransportOrders;
using Logistics.Shipments.WorkItems;
using Npgsql;

namespace Logistics.Shipments.ShipmentList;

/// <summary>Shipments for list, get and watch; and the terms that a search by prefix finds them by.</summary>
internal sealed class ShipmentListProjection() : FeedProjection<ShipmentAnswer>(Layout, Columns)
{
    public const string Terms = "shipment_term";

    private static readonly FeedSchema Layout = new(
        "shipment",
        [Terms],
        $"""
        create index on shipment_list using gin (hubs);
        create index on shipment_list (ordinal desc) where late;
        create table {Terms} (
          term text collate "C" not null,
          id text not null,
          parties text[] not null,
          primary key (term, id)
        );
        create index on {Terms} (id);
        """);

    private static readonly IReadOnlyList<Column<ShipmentAnswer>> Columns =
    [
        new("state", "smallint", a => Sql.Of((short)a.Shipment.State())),
        new("late", "boolean", a => Sql.Of(!a.Shipment.Closed() && a.Shipment.LateMinutes() > 0)),
        new("hubs", "text[]", a => Sql.Of(Hubs(a.Shipment))),
    ];

    public override string Name => "ShipmentList";

    /// <summary>2: states of returned, lost and partly delivered shipments.</summary>
    public override int Version => 2;

    protected override string? IdOf(StoredEvent e) => e.Data switch
    {
        TransportOrderTendered order => order.ShipmentId,
        TransportOrderAccepted order => order.ShipmentId,
        TransportOrderRejected order => order.ShipmentId,
        TransportOrderTimedOut order => order.ShipmentId,
        TransportOrderWithdrawn order => order.ShipmentId,
        WorkItemRaised item => item.ShipmentId,
        WorkItemResolved item => item.ShipmentId,
        TrackingLinkCreated or TrackingLinkRevoked => null,
        _ => StreamNames.IdIn(Shipment.Stream, e.StreamId),
    };

    protected override ShipmentAnswer? Evolve(ShipmentAnswer? doc, StoredEvent e) => e.Data switch
    {
        ShipmentBooked => new(Shipment.Stream.Evolve(Shipment.Stream.Initial, e.Data), e.Version, e.Position, Empty, []),
        _ when doc is null => throw new InvalidOperationException($"{e.Type} at {e.Position} comes before its shipment's booking."),
        TransportOrderTendered => doc.WithOrder(StreamNames.IdIn(TransportOrder.Stream, e.StreamId)!, TransportOrderState.Tendered),
        TransportOrderAccepted => doc.WithOrder(StreamNames.IdIn(TransportOrder.Stream, e.StreamId)!, TransportOrderState.Accepted),
        TransportOrderRejected => doc.WithOrder(StreamNames.IdIn(TransportOrder.Stream, e.StreamId)!, TransportOrderState.Rejected),
        TransportOrderTimedOut => doc.WithOrder(StreamNames.IdIn(TransportOrder.Stream, e.StreamId)!, TransportOrderState.TimedOut),
        TransportOrderWithdrawn => doc.WithOrder(StreamNames.IdIn(TransportOrder.Stream, e.StreamId)!, TransportOrderState.Withdrawn),
        WorkItemRaised => doc.WithWorkItem(StreamNames.IdIn(WorkItem.Stream, e.StreamId)!, open: true),
        WorkItemResolved => doc.WithWorkItem(StreamNames.IdIn(WorkItem.Stream, e.StreamId)!, open: false),
        _ => doc with { Shipment = Shipment.Stream.Evolve(doc.Shipment, e.Data), Version = e.Version },
    };

    protected override IReadOnlyList<string> PartiesOf(ShipmentAnswer doc) => doc.Shipment.PartyOrganisations();

    protected override long OrdinalOf(ShipmentAnswer doc) => doc.Ordinal;

    protected override void Index(string id, ShipmentAnswer? before, ShipmentAnswer after, NpgsqlBatch batch)
    {
        var parties = PartiesOf(after).ToArray();
        if (before is not null && PartiesOf(before).SequenceEqual(parties)) return;
        if (before is not null) batch.BatchCommands.Add(new($"delete from {Terms} where id = $1") { Parameters = { Sql.Of(id) } });
        string[] terms = [.. after.Shipment.HandlingUnits.Select(u => u.Id).Append(id).Append(after.Shipment.Reference).Select(Term).Distinct()];
        batch.BatchCommands.Add(new($"insert into {Terms} (term, id, parties) select t, $2, $3 from unnest($1::text[]) t")
        {
            Parameters = { Sql.Of(terms), Sql.Of(id), Sql.Of(parties) },
        });
    }

    /// <summary>Searches do not mind the case.</summary>
    public static string Term(string text) => text.ToUpperInvariant();

    private static readonly IReadOnlyDictionary<string, TransportOrderState> Empty = new Dictionary<string, TransportOrderState>();

    private static string[] Hubs(Shipment s) =>
    [
        .. s.Legs().SelectMany(l => new[] { l.FromHubId, l.ToHubId }).Append(s.Route.OriginHubId).Append(s.Route.DestinationHubId)
            .Append(s.LastMovement()?.HubId ?? s.Route.OriginHubId).Distinct(),
    ];
}
