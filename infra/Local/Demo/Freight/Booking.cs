using System.Globalization;
using Logistics.Demo.Hub;
using Logistics.Demo.World;
using Logistics.Routing.V1;
using Logistics.Shipments.V1;
using NodaTime;

namespace Logistics.Demo.Freight;

/// <summary>Books shipments as a shipper does: asks what is possible, leaves some time to spare, books, tags the pallets.</summary>
internal sealed class Booking(HubConnection hub, IReadOnlyDictionary<string, TagPool> tags, DemoOptions options, IClock clock)
{
    internal const string ReferencePrefix = "DEMO-";
    private static readonly Instant Epoch = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly string[] Far = ["DEHAM", "NLRTM", "ATVIE", "PLGDN"];
    private readonly Random random = new(options.Seed);

    // One pallet a second at most: a restart never uses a number again.
    private long serial = (long)(clock.GetCurrentInstant() - Epoch).TotalSeconds;

    /// <param name="preparation">Until the pallets have labels and a place at the dock.</param>
    internal async Task<Journey?> Book(Duration preparation, CancellationToken ct)
    {
        var shipper = Shipper.All[random.Next(3) == 0 ? 1 : 0];
        var from = Pick(shipper.Origins);
        var to = Pick(shipper.Destinations.Where(code => code != from).ToArray());
        var now = clock.GetCurrentInstant();
        var ready = now + preparation;
        var weights = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Math.Round(120 + (random.NextDouble() * 700), 1)).ToList();
        if (await Possible(shipper, from, to, ready, weights.Sum(), ct) is not { } arrival) return null;

        var zone = Places.Of(to).Zone;
        var request = new BookShipmentRequest
        {
            Reference = $"{ReferencePrefix}{(serial + 1).ToString(CultureInfo.InvariantCulture)}",
            IdempotencyKey = $"demo-book-{serial + 1}",
            Parties =
            {
                new Party { Role = PartyRole.Consignor, OrganisationId = shipper.Organisation },
                new Party { Role = PartyRole.Consignee, Contact = Consignee() },
            },
            Route = new RouteSpecification
            {
                OriginHubId = from,
                DestinationHubId = to,
                ReadyAt = ready.ToLocal(Places.Of(from).Zone),
                // Now and then somebody promises too much.
                ArriveBy = (arrival + Duration.FromMinutes(random.Next(10) == 0 ? 1 : random.Next(6, 40))).ToLocal(zone),
            },
            HandlingUnits = { weights.Select(weight => new HandlingUnit { Id = Sscc.Of(++serial), PackageCode = "PX", GrossWeightKg = weight }) },
            Temperature = shipper.Cold ? new Logistics.Shipments.V1.TemperatureBand { MinCelsius = 2, MaxCelsius = 8, AllowedMinutes = 2 } : null,
            GoodsDescription = Pick(shipper.Goods),
        };
        var booked = await hub.Shipments.BookShipmentAsync(request, await hub.Clients.Of(shipper.Client, ct), cancellationToken: ct);
        return await Begin(booked.ShipmentId, shipper, request, now, ct);
    }

    private async Task<Journey> Begin(string shipmentId, Shipper shipper, BookShipmentRequest request, Instant now, CancellationToken ct)
    {
        var tracked = shipper.Cold || random.Next(3) == 0;
        var pallets = new List<Pallet>();
        foreach (var unit in request.HandlingUnits) pallets.Add(await tags[shipper.Client].Tag(unit.Id, tracked, now, ct));
        var shipment = new Shipment { Id = shipmentId, Route = request.Route, Temperature = request.Temperature };
        var journey = new Journey(shipmentId, shipper, pallets, shipment) { Mishap = Draw(shipper, tracked, request.Route.DestinationHubId) };
        journey.WaitAt(request.Route.OriginHubId, now);
        return journey;
    }

    private Mishap Draw(Shipper shipper, bool tracked, string to) => random.Next(18) switch
    {
        0 or 1 when shipper.Cold => Mishap.Warm,
        // The hub calls a tracker silent after 20 minutes: only far ways take so long.
        < 6 when tracked && Far.Contains(to) => Mishap.Silent,
        17 => Mishap.LeftBehind,
        _ => Mishap.None,
    };

    private async Task<Instant?> Possible(Shipper shipper, string from, string to, Instant ready, double kilograms, CancellationToken ct)
    {
        var question = new PlanItineraryRequest
        {
            FromHubId = from,
            ToHubId = to,
            ReadyAt = ready.ToTimestamp(),
            GrossWeightKg = kilograms,
            Refrigerated = shipper.Cold,
        };
        var plan = await hub.Planning.PlanItineraryAsync(question, await hub.Clients.Of(shipper.Client, ct), cancellationToken: ct);
        return plan.Legs.Count == 0 ? null : plan.Legs[^1].Arrival.ToInstant();
    }

    private Contact Consignee()
    {
        var name = Pick(Shipper.Consignees);
        return new Contact { Name = name, Email = "empfang@example.com", Phone = "+49 231 000000" };
    }

    private T Pick<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];
}
