using Grpc.Core;
using Logistics.Shipments.V1;

namespace Logistics.Tags.Bench.Hub;

/// <summary>Shipments whose units have the tags that are read.</summary>
internal static class BenchShipments
{
    internal const string Shipper = "lenne-werkzeug";

    /// <summary>Books one shipment of some units, from tag <paramref name="first"/> on.</summary>
    /// <returns>The shipment's id.</returns>
    internal static async Task<string> Book(BenchHub hub, Metadata shipper, int first, int units, bool cold)
    {
        var ready = TimeProvider.System.GetUtcNow();
        var request = new BookShipmentRequest
        {
            IdempotencyKey = $"bench-book-{first}",
            Reference = $"BENCH-{first}",
            GoodsDescription = "Werkzeug",
            Parties =
            {
                new Party { Role = PartyRole.Consignor, OrganisationId = $"org-{Shipper}" },
                new Party { Role = PartyRole.Consignee, Contact = new() { Name = "Erika Mustermann", Phone = "+49 231 0000" } },
            },
            Route = new() { OriginHubId = BenchHub.Place, DestinationHubId = "DEHAG", ReadyAt = Local(ready), ArriveBy = Local(ready.AddHours(4)) },
            HandlingUnits = { Enumerable.Range(first, units).Select(n => new HandlingUnit { Id = BenchTags.Sscc(n), PackageCode = "PX", GrossWeightKg = 300 }) },
            Temperature = cold ? new TemperatureBand { MinCelsius = 2, MaxCelsius = 8, AllowedMinutes = 2 } : null,
        };
        return (await hub.Shipments.BookShipmentAsync(request, shipper)).ShipmentId;
    }

    private static Types.V1.LocalTime Local(DateTimeOffset at)
        => new() { Local = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), Zone = "Etc/UTC" };
}
