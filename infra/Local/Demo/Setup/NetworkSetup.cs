using Logistics.Demo.Hub;
using Logistics.Demo.World;
using Logistics.Routing.V1;
using Logistics.Types.V1;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Demo.Setup;

/// <summary>Hubs and timetables. Registering again changes nothing, so every start does it all.</summary>
internal sealed class NetworkSetup(HubConnection hub, DemoOptions options)
{
    internal const string Operator = "hub-demo";
    private static readonly int[] EveryDay = [1, 2, 3, 4, 5, 6, 7];

    internal async Task Register(IReadOnlyList<Vehicle> vehicles, LocalDate today, CancellationToken ct)
    {
        foreach (var place in Places.All)
            await hub.Network.RegisterHubAsync(new RegisterHubRequest { Hub = HubOf(place) }, await hub.Clients.Of(Operator, ct), cancellationToken: ct);

        // The same all week: a restart finds its services as it left them.
        var from = today.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday)).PlusDays(-1);
        foreach (var vehicle in vehicles)
        {
            var request = new RegisterCarrierServiceRequest { Service = ServiceOf(vehicle, from) };
            await hub.Network.RegisterCarrierServiceAsync(request, await hub.Clients.Of(vehicle.Line.Client, ct), cancellationToken: ct);
        }
    }

    internal static CarrierService ServiceOf(Vehicle vehicle, LocalDate from) => new()
    {
        Id = vehicle.Id,
        CarrierId = vehicle.Line.Carrier,
        Name = vehicle.Line.Name,
        Mode = vehicle.Line.Mode,
        CapacityKg = vehicle.Line.CapacityKg,
        Refrigerated = vehicle.Line.Refrigerated,
        Weekdays = { EveryDay },
        ValidFrom = LocalDatePattern.Iso.Format(from),
        ValidTo = LocalDatePattern.Iso.Format(from.PlusDays(10)),
        Calls = { vehicle.Stops.Select(stop => new ServiceCall { HubId = stop.Hub, ArrivalMinutes = stop.Arrival, DepartureMinutes = stop.Departure }) },
    };

    private Routing.V1.Hub HubOf(Place place) => new()
    {
        Id = place.Code,
        Name = place.Name,
        Zone = place.Zone,
        TransferMinutes = Math.Max(1, (int)Math.Round(12 / options.Speed)),
        Position = new GeoPosition { Latitude = place.Latitude, Longitude = place.Longitude },
    };
}
