using Logistics.EventStore;
using Logistics.Shipments.ShipmentList;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.TransportOrders;
using Logistics.Shipments.WorkItems;
using NodaTime;

namespace Logistics.Shipments.Bench;

/// <summary>A shipment as the projection would have folded it, to make many of.</summary>
internal sealed record Prototype(ShipmentAnswer Doc, string Json, V1.Shipment Wire)
{
    internal const string Id = "shp-proto-id";
    internal const string Reference = "PROTO-REFERENCE";
    internal const string Unit = "PROTO-UNIT";
    internal const string Shipper = "org-proto-shipper";
    internal const string Carrier = "org-proto-carrier";
}

/// <summary>Shipments of every lane between six hubs, most of them delivered, some under way, a few late, a few with exceptions.</summary>
internal static class Prototypes
{
    private static readonly string[] Hubs = ["DEDTM", "DEHAG", "DESIE", "DEHMM", "DEUNN", "DEOLP"];
    private static readonly LocalDateTime Ready = new(2026, 11, 20, 10, 0);
    private static readonly Instant BookedAt = Instant.FromUtc(2026, 11, 19, 8, 0);

    internal static IReadOnlyList<Prototype> All { get; } =
    [
        .. from origin in Hubs
           from destination in Hubs
           where origin != destination
           from step in Enumerable.Range(0, 20)
           select Make(origin, destination, step),
    ];

    private static Prototype Make(string origin, string destination, int step)
    {
        var late = step == 3;
        var s = Fold(Events(origin, destination, step, late));
        var items = step == 4 ? new Dictionary<string, WorkItemKind> { ["wi-proto"] = WorkItemKind.Misdirected } : [];
        var doc = new ShipmentAnswer(s, 5, 0, new Dictionary<string, TransportOrderState> { ["to-proto"] = TransportOrderState.Accepted }, items);
        return new(doc, EventJson.Serialize(doc), doc.ToWire());
    }

    private static Shipment Fold(IEnumerable<object> events) => events.Aggregate(Shipment.Stream.Initial, Shipment.Stream.Evolve);

    private static IEnumerable<object> Events(string origin, string destination, int step, bool late)
    {
        yield return new ShipmentBooked(
            Prototype.Id, Prototype.Reference, "org-hub",
            [new(PartyRole.Consignor, Prototype.Shipper, null), new(PartyRole.Consignee, "", null), new(PartyRole.FreightForwarder, "org-hub", null)],
            new(origin, destination, new(Ready, "Europe/Berlin"), new(Ready.PlusHours(late ? 4 : 9), "Europe/Berlin")),
            [new(Prototype.Unit, "PX", 320.5, 1.2)], null, "Screws", BookedAt);
        if (step == 0) yield break;
        var leaves = Instant.FromUtc(2026, 11, 20, 11, 0);
        yield return new ItineraryAssigned(
            1, 1,
            [new(0, Prototype.Carrier, "SL-1", Ready.Date, origin, destination, leaves, leaves + Duration.FromHours(3), "to-proto")],
            "earliest arrival");
        if (step == 1) yield break;
        yield return Actual(MilestoneKind.Departed, origin, leaves);
        if (step <= 4) yield break;
        yield return Actual(MilestoneKind.Arrived, destination, leaves + Duration.FromHours(3));
        yield return Actual(MilestoneKind.Delivered, destination, leaves + Duration.FromHours(4));
        yield return new ShipmentDelivered(new(leaves + Duration.FromHours(4), 60));
    }

    private static ActualRecorded Actual(MilestoneKind kind, string hub, Instant at) => new(
        kind, hub, kind == MilestoneKind.Delivered ? -1 : 0, new(at, 60),
        new(EvidenceKind.Report, Prototype.Carrier, $"r-{kind}", new(at, 60), at, [Prototype.Unit], null));
}
