using Logistics.Shipments.Feeds;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.WorkItems;
using NodaTime;

namespace Logistics.Shipments.ShipmentList;

/// <summary>What shipments are filtered by, beside the terms of <see cref="SearchTerms"/>.</summary>
internal static class ShipmentColumns
{
    public static readonly IReadOnlyList<Column<ShipmentAnswer>> All =
    [
        Column<ShipmentAnswer>.Of("state", "smallint", a => (short)a.Shipment.State()),
        Column<ShipmentAnswer>.Of("late", "boolean", a => !a.Shipment.Closed() && a.Shipment.LateMinutes() > 0),
        Column<ShipmentAnswer>.Of("exceptions", "bigint", a => Bits(a.OpenWorkItems.Values)),
        Column<ShipmentAnswer>.Of("origin", "text", a => a.Shipment.Route.OriginHubId),
        Column<ShipmentAnswer>.Of("destination", "text", a => a.Shipment.Route.DestinationHubId),
        Column<ShipmentAnswer>.OfCodes("hubs", a => Hubs(a.Shipment)),
        Column<ShipmentAnswer>.OfCodes("parties", a => a.Shipment.PartyOrganisations()),
        Column<ShipmentAnswer>.Of("booked_at", "bigint", a => Micros(a.Shipment.BookedAt)),
        Column<ShipmentAnswer>.Of("due", "bigint", a => Micros(a.Shipment.Due())),
    ];

    /// <summary>Who sees much asks for little of it: what is wrong, and what is in a state.</summary>
    public const string Indexes =
        """
        create index on shipment_party (organisation, ordinal) where late;
        create index on shipment_party (organisation, ordinal) where exceptions <> 0;
        create index on shipment_party (organisation, state, ordinal);
        """;

    public static long Bits(IEnumerable<WorkItemKind> kinds) => kinds.Aggregate(0L, (bits, kind) => bits | (1L << (int)kind));

    public static long Micros(Instant instant) => instant.ToUnixTimeTicks() / 10;

    private static IEnumerable<string> Hubs(Shipment s) =>
        s.Legs().SelectMany(l => new[] { l.FromHubId, l.ToHubId }).Append(s.Route.OriginHubId).Append(s.Route.DestinationHubId)
            .Append(s.LastMovement()?.HubId ?? s.Route.OriginHubId).Distinct();
}
