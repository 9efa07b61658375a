using Logistics.Types.V1;

namespace Logistics.Shipments.Tests;

/// <summary>Requests as a shipper sends them, each with units of its own.</summary>
internal static class A_booking
{
    private static int units = 1000;

    /// <summary>From Dortmund to Siegen, on the Friday of <see cref="Known"/>.</summary>
    public static V1.BookShipmentRequest Good()
    {
        return new()
        {
            IdempotencyKey = Guid.NewGuid().ToString(),
            Reference = $"PO-{Guid.NewGuid():N}"[..14],
            Parties =
            {
                new V1.Party { Role = V1.PartyRole.Consignor, OrganisationId = Known.Shipper },
                new V1.Party
                {
                    Role = V1.PartyRole.Consignee,
                    Contact = new() { Name = "Wiebke Musterfrau", Email = "wiebke@example.org", Phone = "+49 271 1234" },
                },
            },
            Route = new()
            {
                OriginHubId = "DEDTM",
                DestinationHubId = "DESIE",
                ReadyAt = new LocalTime { Local = "2026-11-20T10:00:00", Zone = "Europe/Berlin" },
                ArriveBy = new LocalTime { Local = "2026-11-20T19:00:00", Zone = "Europe/Berlin" },
            },
            HandlingUnits = { new V1.HandlingUnit { Id = NewUnit(), PackageCode = "PX", GrossWeightKg = 320.5 } },
            GoodsDescription = "Screws",
        };
    }

    public static V1.Door Door(double latitude = 51.48, int weekday = 5, string name = "Werk Nord") => new()
    {
        Position = new() { Latitude = latitude, Longitude = 7.4 },
        Name = name,
        Hours = { new V1.DoorHours { Weekday = weekday, Opens = "07:00", Closes = "16:30" } },
    };

    public static V1.RouteSpecification BetweenDoors(V1.Door from, V1.Door to)
    {
        var route = Good().Route;
        (route.OriginHubId, route.DestinationHubId, route.CollectAt, route.DeliverAt) = ("", "", from, to);
        return route;
    }

    public static string NewUnit() => Known.Sscc(Interlocked.Increment(ref units));
}
