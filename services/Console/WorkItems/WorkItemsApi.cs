using Logistics.Console.Edge;
using Logistics.Console.SignIn;
using Logistics.Hosting.Grpc;
using Logistics.Shipments.V1;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Logistics.Console.WorkItems;

internal sealed record Shelving(Instant Until);

internal sealed record Resolution(string Note);

internal static class WorkItemsApi
{
    private const int OpenAtMost = 2000;

    internal static void MapWorkItems(this RouteGroupBuilder api)
    {
        api.MapGet("/work-items", List).Produces<WorkItemPage>();
        api.MapPost("/work-items/{id}/acknowledge", Acknowledge).Produces<WorkItemRow>();
        api.MapPost("/work-items/{id}/shelve", Shelve).Produces<WorkItemRow>();
        api.MapPost("/work-items/{id}/resolve", Resolve).Produces<WorkItemRow>();
    }

    /// <param name="all">Resolved ones too; else all that are open.</param>
    private static async Task<IResult> List(WorkItemService.WorkItemServiceClient workItems, Dispatcher dispatcher, CancellationToken ct, bool all = false)
    {
        var (items, truncated) = await Pages.All<WorkItem>(OpenAtMost, async token =>
        {
            var request = new ListWorkItemsRequest { PageSize = Pages.Size, PageToken = token };
            if (all) request.States.AddRange([WorkItemState.New, WorkItemState.Acknowledged, WorkItemState.Shelved, WorkItemState.Resolved]);
            var page = await workItems.ListWorkItemsAsync(request, dispatcher.Call(ct));
            return (page.Items, page.NextPageToken);
        });
        return Results.Ok(new WorkItemPage([.. items.Select(WorkItemRow.Of)], truncated ? "more" : null));
    }

    internal static async Task<IReadOnlyList<WorkItemRow>> OfShipment(
        WorkItemService.WorkItemServiceClient workItems, string shipmentId, Dispatcher dispatcher, CancellationToken ct) =>
        [.. (await workItems.ListWorkItemsAsync(new ListWorkItemsRequest { ShipmentId = shipmentId, PageSize = Pages.Size }, dispatcher.Call(ct))).Items.Select(WorkItemRow.Of)];

    private static async Task<IResult> Acknowledge(
        string id, [FromHeader(Name = "Idempotency-Key")] string idempotencyKey, WorkItemService.WorkItemServiceClient workItems, Dispatcher dispatcher, CancellationToken ct) =>
        Answer(await workItems.AcknowledgeWorkItemAsync(new AcknowledgeWorkItemRequest { IdempotencyKey = idempotencyKey, WorkItemId = id }, dispatcher.Call(ct)));

    private static async Task<IResult> Shelve(
        string id, Shelving shelving, [FromHeader(Name = "Idempotency-Key")] string idempotencyKey,
        WorkItemService.WorkItemServiceClient workItems, Dispatcher dispatcher, CancellationToken ct)
    {
        var request = new ShelveWorkItemRequest { IdempotencyKey = idempotencyKey, WorkItemId = id, Until = shelving.Until.ToTimestamp() };
        return Answer(await workItems.ShelveWorkItemAsync(request, dispatcher.Call(ct)));
    }

    private static async Task<IResult> Resolve(
        string id, Resolution resolution, [FromHeader(Name = "Idempotency-Key")] string idempotencyKey,
        WorkItemService.WorkItemServiceClient workItems, Dispatcher dispatcher, CancellationToken ct)
    {
        var request = new ResolveWorkItemRequest { IdempotencyKey = idempotencyKey, WorkItemId = id, Note = resolution.Note };
        return Answer(await workItems.ResolveWorkItemAsync(request, dispatcher.Call(ct)));
    }

    private static IResult Answer(WorkItem item) => Results.Ok(WorkItemRow.Of(item));
}
