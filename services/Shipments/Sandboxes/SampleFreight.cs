using Logistics.Shipments.Shipments;
using NodaTime;

namespace Logistics.Shipments.Sandboxes;

/// <param name="Legs">Of its plan, with an order each.</param>
internal sealed record SampleShipment(BookShipment Booking, IReadOnlyList<Leg> Legs)
{
    /// <summary>It has a delivery note, and its consignor says that the carrier has taken it over.</summary>
    public bool Given => Booking.Reference == "SANDBOX-1";
}

/// <summary>
/// What a sandbox is stocked with: a direct run, the first leg of two, and chilled goods tomorrow. The handling units have SSCCs of
/// GS1's prefix for examples (952); no stream claims them, so that all sandboxes may have the same.
/// </summary>
internal static class SampleFreight
{
    public const string Shipper = "org-sandbox-shipper";
    private const string Partner = "org-sandbox-partner";

    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <param name="newId">Of a prefix.</param>
    public static IReadOnlyList<SampleShipment> For(string carrier, Instant now, Func<string, string> newId)
    {
        var soon = now + Duration.FromHours(2);
        var tomorrow = now + Duration.FromDays(1);
        return
        [
            Sample("SANDBOX-1", [new("395200000000000012", "PX", 320, 1.2)], null, "Screws",
            [
                Leg(0, carrier, "SB-1", "DEDTM", "DESIE", soon, 90),
            ]),
            Sample("SANDBOX-2", [new("395200000000000029", "PX", 410, 1.4), new("395200000000000036", "PX", 395, 1.4)], null, "Fittings",
            [
                Leg(0, carrier, "SB-2", "DEDTM", "DEHAG", soon, 40),
                Leg(1, Partner, "SB-9", "DEHAG", "DESIE", soon + Duration.FromMinutes(100), 70),
            ]),
            Sample("SANDBOX-3", [new("395200000000000043", "RO", 180, null)], new(2, 8, 15), "Chilled goods",
            [
                Leg(0, carrier, "SB-3", "DEHAM", "DEDTM", tomorrow, 270),
            ]),
        ];

        Leg Leg(int index, string by, string service, string from, string to, Instant departure, int minutes) => new(
            index, by, service, departure.InZone(Berlin).Date, from, to, departure, departure + Duration.FromMinutes(minutes), newId(Sandbox.OrderIds));

        SampleShipment Sample(string reference, IReadOnlyList<ShippedUnit> units, TemperatureBand? band, string goods, IReadOnlyList<Leg> legs) => new(
            new(
                newId(Sandbox.ShipmentIds), reference,
                [new(PartyRole.Consignor, Shipper, null), new(PartyRole.Consignee, "", null)],
                new(legs[0].FromHubId, legs[^1].ToHubId, Local(now), Local(legs[^1].Arrival + Duration.FromHours(1))),
                units, band, goods),
            legs);
    }

    public static int OffsetMinutes(Instant at) => at.InZone(Berlin).Offset.Seconds / 60;

    private static Appointment Local(Instant at) => new(at.InZone(Berlin).LocalDateTime.With(TimeAdjusters.TruncateToMinute), Berlin.Id);
}
