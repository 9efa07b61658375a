using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using NodaTime;

namespace Logistics.Shipments.Bench;

/// <summary>What carriers and shippers ask, each time something new.</summary>
internal static class Requested
{
    internal const string Carrier = "org-carrier";

    private static int made;

    internal static string Shipper(int n) => $"org-shipper-{n % 100:00}";

    internal static V1.BookShipmentRequest Booking(string shipper)
    {
        var n = Interlocked.Increment(ref made);
        return new()
        {
            IdempotencyKey = $"book-{n}",
            Reference = $"PO-{n:00000000}",
            Parties =
            {
                new V1.Party { Role = V1.PartyRole.Consignor, OrganisationId = shipper },
                new V1.Party { Role = V1.PartyRole.Carrier, OrganisationId = Carrier },
                new V1.Party { Role = V1.PartyRole.Consignee },
            },
            Route = new()
            {
                OriginHubId = "DEDTM",
                DestinationHubId = "DESIE",
                ReadyAt = new() { Local = "2026-11-20T10:00:00", Zone = "Europe/Berlin" },
                ArriveBy = new() { Local = "2026-11-21T19:00:00", Zone = "Europe/Berlin" },
            },
            HandlingUnits = { new V1.HandlingUnit { Id = Sscc(n), PackageCode = "PX", GrossWeightKg = 320.5 } },
            GoodsDescription = "Screws",
        };
    }

    internal static V1.ReportStatusRequest Report(string shipment, V1.MilestoneKind kind, string hub) => new()
    {
        ReportId = $"r-{Interlocked.Increment(ref made)}",
        ShipmentId = shipment,
        Kind = kind,
        HubId = hub,
        EventTime = new() { Instant = Timestamp.FromDateTimeOffset(SystemClock.Instance.GetCurrentInstant().ToDateTimeOffset()), UtcOffsetMinutes = 60 },
    };

    internal static string Sscc(int n)
    {
        var text = "340123" + n.ToString("00000000000", CultureInfo.InvariantCulture);
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (text[i] - '0') * (i % 2 == 0 ? 3 : 1);
        return text + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }
}
