using Google.Protobuf.WellKnownTypes;
using Logistics.Console.Edge;
using Logistics.Console.SignIn;
using Logistics.Console.WorkItems;
using Logistics.Hosting.Grpc;
using Logistics.Shipments.V1;
using Logistics.Tags.V1;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Duration = NodaTime.Duration;

namespace Logistics.Console.Shipments;

internal sealed record TrackingLinkRequest(int Days);

/// <param name="Url">Relative to the console's own address; shown once.</param>
internal sealed record TrackingLink(string Url, Instant ExpiresAt);

internal static class ShipmentsApi
{
    private const int PageSize = 100;
    private const int TrackPoints = 1000;

    internal static void MapShipments(this RouteGroupBuilder api)
    {
        api.MapGet("/shipments", List).Produces<ShipmentPage>();
        api.MapGet("/shipments/{id}", Get).Produces<ShipmentDetail>().ProducesProblem(404);
        api.MapPost("/shipments/{id}/tracking-links", CreateLink).Produces<TrackingLink>();
    }

    /// <param name="text">Beginning of a reference, shipment or handling unit id.</param>
    /// <param name="page">The `nextPage` of the answer before.</param>
    private static async Task<IResult> List(
        ShipmentService.ShipmentServiceClient shipments, Dispatcher dispatcher, CancellationToken ct,
        string? text = null, Stage? state = null, string? hub = null, bool late = false, string? page = null)
    {
        var request = new ListShipmentsRequest { PageSize = PageSize, PageToken = page ?? "", HubId = hub ?? "", LateOnly = late, Text = text?.Trim() ?? "" };
        if (state is { } one) request.States.Add(Mapping.StateOf(one));
        var found = await shipments.ListShipmentsAsync(request, dispatcher.Call(ct));
        return Results.Ok(new ShipmentPage([.. found.Shipments.Select(Mapping.Row)], found.NextPageToken.OrNull()));
    }

    private static async Task<IResult> Get(
        string id, ShipmentService.ShipmentServiceClient shipments, WorkItemService.WorkItemServiceClient workItems,
        WhereaboutsService.WhereaboutsServiceClient whereabouts, Dispatcher dispatcher, ILogger<ShipmentDetail> logger, CancellationToken ct)
    {
        var shipment = await shipments.GetShipmentAsync(new GetShipmentRequest { ShipmentId = id }, dispatcher.Call(ct));
        var parts = new Parts(logger);
        var history = parts.Get("history", History(shipments, id, dispatcher, ct), []);
        var open = parts.Get("work-items", WorkItemsApi.OfShipment(workItems, id, dispatcher, ct), []);
        var track = parts.Get("tags", Track(whereabouts, shipment, dispatcher, ct), []);
        await Task.WhenAll(history, open, track);
        return Results.Ok(new ShipmentDetail(
            Mapping.Row(shipment), shipment.GoodsDescription, shipment.BookedAt.OrNull(), shipment.NextExpectedActivity, [.. shipment.EtaReasons],
            Mapping.Temperature(shipment), Mapping.Parties(shipment), Mapping.HandlingUnits(shipment), Mapping.Legs(shipment), Mapping.Milestones(shipment),
            await history, await track, await open, parts.Missing));
    }

    private static async Task<IResult> CreateLink(
        string id, TrackingLinkRequest request, [FromHeader(Name = "Idempotency-Key")] string idempotencyKey,
        ShipmentService.ShipmentServiceClient shipments, Dispatcher dispatcher, IClock clock, CancellationToken ct)
    {
        var link = await shipments.CreateTrackingLinkAsync(
            new CreateTrackingLinkRequest
            {
                IdempotencyKey = idempotencyKey,
                ShipmentId = id,
                ExpiresAt = (clock.GetCurrentInstant() + Duration.FromDays(request.Days)).ToTimestamp(),
            },
            dispatcher.Call(ct));
        return Results.Ok(new TrackingLink($"/t/{link.Token}", link.ExpiresAt.ToInstant()));
    }

    private static async Task<IReadOnlyList<HistoryItem>> History(
        ShipmentService.ShipmentServiceClient shipments, string id, Dispatcher dispatcher, CancellationToken ct) =>
        [.. (await shipments.GetHistoryAsync(new GetHistoryRequest { ShipmentId = id }, dispatcher.Call(ct))).Entries.Select(Mapping.History)];

    private static async Task<IReadOnlyList<TrackItem>> Track(
        WhereaboutsService.WhereaboutsServiceClient whereabouts, Shipment shipment, Dispatcher dispatcher, CancellationToken ct)
    {
        var request = new GetTrackRequest { Limit = TrackPoints, From = shipment.BookedAt ?? new Timestamp(), To = dispatcher.Tomorrow() };
        request.HandlingUnitIds.AddRange(shipment.HandlingUnits.Select(unit => unit.Id));
        return [.. (await whereabouts.GetTrackAsync(request, dispatcher.Call(ct))).Points.Select(Mapping.Track)];
    }

    /// <summary>Clocks of gateways run ahead sometimes; their reads belong on the track all the same.</summary>
    private static Timestamp Tomorrow(this Dispatcher dispatcher) => (dispatcher.Clock.GetCurrentInstant() + Duration.FromDays(1)).ToTimestamp();
}
