using Logistics.EventStore;
using Logistics.Shipments.Grants;
using Logistics.Shipments.Gateways;
using Logistics.Shipments.Handovers;
using Logistics.Shipments.Shipments;
using Logistics.Shipments.TransportOrders;
using Logistics.Shipments.WorkItems;
using NodaTime;

namespace Logistics.Shipments.Tests;

/// <summary>One shipment, from Dortmund by Hagen to Siegen, and what is said of it.</summary>
internal static class Known
{
    public const string Hub = "org-hub";
    public const string Shipper = "org-shipper";
    public const string Carrier = "org-sauerland";
    public const string OtherCarrier = "org-ruhr";

    /// <summary>Friday morning.</summary>
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 8, 0);

    public static readonly string Unit = Sscc(1);
    public static readonly string SecondUnit = Sscc(2);

    public static readonly RouteSpecification Route = new(
        "DEDTM", "DESIE", new(new(2026, 11, 20, 10, 0), "Europe/Berlin"), new(new(2026, 11, 20, 19, 0), "Europe/Berlin"));

    public static readonly Door Works = new(51.48, 7.4) { Name = "Werk Nord", Hours = [new(5, new(7, 0), new(16, 30))] };

    /// <summary>Collected at a works near Dortmund.</summary>
    public static readonly RouteSpecification FromWorks = Route with { OriginHubId = Door.Collection, CollectAt = Works };

    /// <summary>19:00 in Siegen.</summary>
    public static readonly Instant Due = Instant.FromUtc(2026, 11, 20, 18, 0);

    public static readonly IReadOnlyList<Party> Parties = [new(PartyRole.Consignor, Shipper, null), new(PartyRole.Consignee, "", null)];

    public static BookShipment Booking => new(
        "shp-1", "PO 4711", Parties, Route, [new(Unit, "PX", 320.5, 1.2), new(SecondUnit, "PX", 180, null)], new(2, 8, 10), "Chilled goods");

    public static ShipmentBooked Booked => new(
        "shp-1", "PO 4711", Hub, [.. Parties, new(PartyRole.FreightForwarder, Hub, null)], Route, Booking.HandlingUnits, Booking.Temperature,
        "Chilled goods", Now);

    public static IReadOnlyList<Leg> Legs =>
    [
        new(0, Carrier, "SL-1", new(2026, 11, 20), "DEDTM", "DEHAG", At(11), At(12), "to-1"),
        new(1, OtherCarrier, "RR-7", new(2026, 11, 20), "DEHAG", "DESIE", At(13), At(15), "to-2"),
    ];

    public static ItineraryAssigned Assigned => new(1, 1, Legs, "earliest arrival");

    public static TransportOrderTendered Tendered => new("to-1", "shp-1", Hub, Legs[0], Booking.HandlingUnits, Now);

    public static WorkItemRaised Raised => new(
        "wi-1", "shp-1", "PO 4711", Hub, WorkItemKind.Late, "", Severity.Warning, "Expected at DESIE 20 min late.", "Tell the consignee.", "DESIE", Now);

    public static HandoverTerms Terms => new("shp-1", "DEHAG", Carrier, OtherCarrier, "");

    /// <summary>The shipper lets its insurer see where the goods are and when they come.</summary>
    public static GrantLearned Grant => new("gr-1", Shipper, "org-insurer", ["whereabouts", "schedule"], ["shp-1"], At(20), false, 1);

    /// <summary>Hours and minutes of that Friday, UTC.</summary>
    public static Instant At(int hour, int minute = 0) => Instant.FromUtc(2026, 11, 20, hour, minute);

    public static EventTime Local(Instant instant) => new(instant, 60);

    public static EstimatedTime Around(Instant p50) => new(p50, p50 + Duration.FromMinutes(10), p50 + Duration.FromMinutes(25));

    public static EstimateRevised Estimate(Instant arrival, long version = 2, params int[] missed)
        => new(version, 1, Around(arrival), [new(1, MilestoneKind.Arrived, Around(arrival))], missed, ["corridor"], At(9));

    public static Evidence Read(Instant at, string id = "gw-1/1/17")
        => new(EvidenceKind.Read, "gw-1", id, Local(at), at + Duration.FromSeconds(3), [Unit], null);

    public static Evidence Report(Instant at, string id = "r-1", params string[] units)
        => new(EvidenceKind.Report, Carrier, id, Local(at), at + Duration.FromMinutes(1), units, null);

    public static RecordActual Fact(MilestoneKind kind, string hub, Evidence evidence) => new(kind, hub, evidence);

    public static ActualRecorded Actual(MilestoneKind kind, string hub, int leg, Evidence evidence) => new(kind, hub, leg, evidence.At, evidence);

    public static ExcursionStarted Warm(long version = 3) => new("tag-1", Unit, version, "temperature", Local(At(12)), 11.5, "CEL", "2 to 8 CEL");

    public static BatteryFellLow Low => new("tag-1", Unit, 7, Local(At(12)), 18);

    public static GatewayFellSilent Mute => new(4, "rp-dock", "DEDTM", At(12));

    public static BatteryRecovered Charged => new("tag-1", Unit, 8, Local(At(13)), 96);

    public static TagDetached Off => new("tag-1", Unit, 9, Local(At(14)));

    public static ExcursionStarted Numbered => Warm() with { ExcursionId = "1" };

    /// <summary>What late reads say of it.</summary>
    public static ExcursionAmended Longer => new(
        "tag-1", Unit, 5, "1", "temperature", Local(At(11)), Local(At(12, 40)), 12.5, "CEL", "2 to 8 CEL");

    public static ExcursionWithdrawn None => new("tag-1", Unit, 6, "1", "temperature", Local(At(11)), Local(At(12, 40)), 12.5, "CEL");

    public static string Sscc(int n)
    {
        var digits = $"3401234500{n:0000000}";
        var sum = digits.Select((c, i) => (c - '0') * (i % 2 == 0 ? 3 : 1)).Sum();
        return digits + (char)('0' + (10 - sum % 10) % 10);
    }

    public static Shipment Folded(params object[] events) => events.Aggregate(Shipment.Stream.Initial, Shipment.Stream.Evolve);

    public static ProtectedText Protected(string person) => new(person, "bm90IHJlYWxseQ");
}
