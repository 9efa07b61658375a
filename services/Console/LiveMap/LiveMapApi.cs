using Logistics.Console.Edge;
using Logistics.Console.Names;
using Logistics.Console.Shipments;
using Logistics.Console.SignIn;
using Logistics.Routing.V1;
using Logistics.Shipments.V1;
using Logistics.Tags.V1;

namespace Logistics.Console.LiveMap;

internal static class LiveMapApi
{
    private const int AtMost = 5000;

    private static readonly ShipmentState[] Open =
        [ShipmentState.Booked, ShipmentState.Planned, ShipmentState.InTransit, ShipmentState.AtHub, ShipmentState.Arrived, ShipmentState.PartiallyDelivered];

    internal static void MapLiveMap(this RouteGroupBuilder api) => api.MapGet("/map", Get).Produces<MapView>();

    private static async Task<IResult> Get(
        NetworkService.NetworkServiceClient routing, WhereaboutsService.WhereaboutsServiceClient whereabouts, ShipmentService.ShipmentServiceClient shipments,
        Dispatcher dispatcher, ILogger<MapView> logger, CancellationToken ct)
    {
        var parts = new Parts(logger);
        var hubs = parts.Get("routing", Reference.Hubs(routing, dispatcher, ct), []);
        var services = parts.Get("routing", Reference.CarrierServices(routing, dispatcher, ct), []);
        var presences = parts.Get("tags", Presences(whereabouts, dispatcher, ct), ([], false));
        var moving = parts.Get("shipments", Shipments(shipments, dispatcher, ct), ([], false));
        await Task.WhenAll(hubs, services, presences, moving);
        var (where, moreTags) = await presences;
        var (what, moreShipments) = await moving;
        return Results.Ok(new MapView(
            await hubs, Lanes(await services), [.. where.Select(PresenceItem.Of)], [.. what.Select(Mapping.Row).Select(Short)], moreTags || moreShipments, parts.Missing));
    }

    private static Task<(IReadOnlyList<Presence> Items, bool Truncated)> Presences(
        WhereaboutsService.WhereaboutsServiceClient whereabouts, Dispatcher dispatcher, CancellationToken ct) =>
        Pages.All<Presence>(AtMost, async token =>
        {
            var page = await whereabouts.ListPresenceAsync(new ListPresenceRequest { PageSize = Pages.Size, PageToken = token }, dispatcher.Call(ct));
            return (page.Presences, page.NextPageToken);
        });

    private static Task<(IReadOnlyList<Shipment> Items, bool Truncated)> Shipments(
        ShipmentService.ShipmentServiceClient shipments, Dispatcher dispatcher, CancellationToken ct) =>
        Pages.All<Shipment>(AtMost, async token =>
        {
            var page = await shipments.ListShipmentsAsync(
                new ListShipmentsRequest { PageSize = Pages.Size, PageToken = token, States = { Open } }, dispatcher.Call(ct));
            return (page.Shipments, page.NextPageToken);
        });

    /// <summary>One lane for both directions: the map draws a line, not a timetable.</summary>
    internal static IReadOnlyList<Lane> Lanes(IReadOnlyList<CarrierService> services) =>
    [
        .. services
            .SelectMany(service => service.Calls.Zip(service.Calls.Skip(1), (from, to) => (Service: service, Ends: Sorted(from.HubId, to.HubId))))
            .GroupBy(hop => hop.Ends)
            .Select(lane => new Lane(
                lane.Key.From,
                lane.Key.To,
                [.. lane.Select(hop => hop.Service.Mode).Distinct().Order(StringComparer.Ordinal)],
                [.. lane.Select(hop => hop.Service.CarrierId).Distinct().Order(StringComparer.Ordinal)],
                lane.Select(hop => hop.Service.Id).Distinct().Count())),
    ];

    private static (string From, string To) Sorted(string a, string b) => string.CompareOrdinal(a, b) <= 0 ? (a, b) : (b, a);

    private static MapShipment Short(ShipmentRow row) => new(row.Id, row.Reference, row.Punctuality, row.LateMinutes, row.HandlingUnitIds);
}
