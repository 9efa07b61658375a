using Logistics.Demo.Freight;
using Logistics.Demo.Hub;
using Logistics.Demo.Setup;
using Logistics.Demo.World;
using Logistics.Tags.V1;
using Logistics.Types.V1;
using NodaTime;

namespace Logistics.Demo.Reads;

/// <summary>What portals, vehicles and trackers see, each through its own gateway.</summary>
internal sealed class Readers
{
    private readonly Dictionary<string, Gateway> gateways;
    private readonly Random random;

    internal Readers(HubConnection hub, HttpClient http, int seed)
    {
        random = new Random(seed);
        gateways = Places.All.SelectMany(place => new[] { (Id: place.EntryGateway, place.Http), (Id: place.ExitGateway, place.Http) })
            .Concat(Lines.All.Select(line => (Id: GatewaySetup.TelematicsOf(line), Http: false)))
            .Append((Id: GatewaySetup.Trackers, Http: true))
            .Distinct()
            .ToDictionary(gateway => gateway.Id, gateway => new Gateway(gateway.Id, gateway.Http
                ? new HttpDoor(http, hub.TagsHttp, hub.Keys.DeviceKey(gateway.Id))
                : new StreamDoor(hub, hub.Keys.DeviceKey(gateway.Id))));
    }

    internal long Acknowledged => gateways.Values.Sum(gateway => gateway.Acknowledged);

    internal Task Run(CancellationToken ct) => Task.WhenAll(gateways.Values.Select(gateway => gateway.Run(ct)));

    /// <param name="kind">yard, dock-in or dock-out.</param>
    internal void AtHub(Place place, string kind, Pallet pallet, Instant at)
    {
        var gateway = kind == "dock-out" ? place.ExitGateway : place.EntryGateway;
        gateways[gateway].See(Read(pallet.Rfid, at, place.Zone, place.ReadPoint(kind)));
    }

    internal void OnBoard(Vehicle vehicle, (double Latitude, double Longitude) position, Pallet pallet, Instant at)
    {
        var gateway = GatewaySetup.TelematicsOf(vehicle.Line);
        gateways[gateway].See(Moving(Read(pallet.Rfid, at, "Europe/Berlin", GatewaySetup.MobilePoint(gateway)), position));
    }

    internal void Tracked(Pallet pallet, (double Latitude, double Longitude) position, double? celsius, Instant at)
    {
        var read = Moving(Read(pallet.Tracker!, at, "Europe/Berlin", GatewaySetup.MobilePoint(GatewaySetup.Trackers)), position);
        read.BatteryPercent = 40 + (pallet.Tracker!.Sum(c => c) % 60);
        if (celsius is { } degrees) read.Sensors.Add(new SensorValue { Type = "temperature", Value = Math.Round(degrees, 1), Unit = "CEL" });
        gateways[GatewaySetup.Trackers].See(read);
    }

    private Read Read(string tag, Instant at, string zone, string point) => new()
    {
        TagId = tag,
        EventTime = at.ToEventTime(zone),
        ReadPointId = point,
        Antenna = random.Next(1, 5),
        RssiDbm = -45 - random.Next(0, 25),
    };

    private static Read Moving(Read read, (double Latitude, double Longitude) position)
    {
        read.Position = new GeoPosition { Latitude = Math.Round(position.Latitude, 5), Longitude = Math.Round(position.Longitude, 5) };
        return read;
    }
}
