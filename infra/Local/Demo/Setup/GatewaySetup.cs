using Logistics.Demo.Hub;
using Logistics.Demo.World;
using Logistics.Tags.V1;
using Logistics.Types.V1;

namespace Logistics.Demo.Setup;

/// <summary>Read points and gateways: the hubs' belong to the operator, each carrier's telematics to the carrier.</summary>
internal sealed class GatewaySetup(HubConnection hub)
{
    internal const string Trackers = "gw-tracker";
    internal static readonly string[] Kinds = ["yard", "dock-in", "dock-out"];

    internal static string TelematicsOf(Line line) => $"gw-telematik-{line.Client}";

    internal async Task Register(CancellationToken ct)
    {
        foreach (var place in Places.All)
        {
            foreach (var kind in Kinds) await Point(NetworkSetup.Operator, new ReadPoint { Id = place.ReadPoint(kind), HubId = place.Code, Kind = kind, Position = At(place) }, ct);
            await Gateway(NetworkSetup.Operator, place.EntryGateway, place.ReadPoint("dock-in"), ct);
            if (place.ExitGateway != place.EntryGateway) await Gateway(NetworkSetup.Operator, place.ExitGateway, place.ReadPoint("dock-out"), ct);
        }

        foreach (var line in Lines.All.DistinctBy(line => line.Client)) await Mobile(line.Client, TelematicsOf(line), ct);
        await Mobile(NetworkSetup.Operator, Trackers, ct);
    }

    internal static string MobilePoint(string gateway) => $"rp-{gateway["gw-".Length..]}";

    private async Task Mobile(string client, string gateway, CancellationToken ct)
    {
        await Point(client, new ReadPoint { Id = MobilePoint(gateway), Kind = "vehicle" }, ct);
        await Gateway(client, gateway, MobilePoint(gateway), ct);
    }

    private async Task Point(string client, ReadPoint point, CancellationToken ct) => await hub.Gateways.RegisterReadPointAsync(
        new RegisterReadPointRequest { ReadPoint = point }, await hub.Clients.Of(client, ct), cancellationToken: ct);

    private async Task Gateway(string client, string id, string point, CancellationToken ct) => await hub.Gateways.RegisterGatewayAsync(
        new RegisterGatewayRequest { Gateway = new Gateway { Id = id, ReadPointId = point } }, await hub.Clients.Of(client, ct), cancellationToken: ct);

    private static GeoPosition At(Place place) => new() { Latitude = place.Latitude, Longitude = place.Longitude };
}
