using Grpc.Core;
using Logistics.Shipments.V1;

namespace Logistics.Console.Tests.Fakes;

/// <summary>What the fake services hold; tests write here.</summary>
internal sealed class Goods
{
    internal const string TrackingToken = "tracking-token-1";

    internal Feed<Shipment> Shipments { get; } = new(shipment => shipment.Id);

    internal Feed<WorkItem> WorkItems { get; } = new(item => item.Id);

    internal List<string> IdempotencyKeys { get; } = [];

    internal Shipment Find(string id) => Shipments.Latest.FirstOrDefault(one => one.Id == id) ?? throw Fake.Error(StatusCode.NotFound, "shipment-not-found", $"no {id}");

    internal WorkItem FindItem(string id) => WorkItems.Latest.FirstOrDefault(one => one.Id == id) ?? throw Fake.Error(StatusCode.NotFound, "work-item-not-found");

    internal WorkItem Change(string id, string key, Action<WorkItem> change)
    {
        var item = FindItem(id).Clone();
        if (item.State == WorkItemState.Resolved) throw Fake.Error(StatusCode.FailedPrecondition, "work-item-resolved", "It is resolved already.");
        IdempotencyKeys.Add(key);
        change(item);
        item.Version++;
        WorkItems.Add(item);
        return item;
    }
}

internal sealed class FakeShipments(Goods goods) : ShipmentService.ShipmentServiceBase
{
    public override Task<Shipment> GetShipment(GetShipmentRequest request, ServerCallContext context) => Task.FromResult(goods.Find(request.ShipmentId));

    public override Task<ListShipmentsResponse> ListShipments(ListShipmentsRequest request, ServerCallContext context)
    {
        if (request.PageToken.Length > 0 && !int.TryParse(request.PageToken, out _)) throw Fake.Error(StatusCode.InvalidArgument, "invalid-argument", "page_token: is none of ours.");
        var from = request.PageToken.Length > 0 ? int.Parse(request.PageToken, System.Globalization.CultureInfo.InvariantCulture) : 0;
        var found = goods.Shipments.Latest
            .Where(one => one.Reference.StartsWith(request.Text, StringComparison.Ordinal) && (request.States.Count == 0 || request.States.Contains(one.State)))
            .ToList();
        var next = from + request.PageSize < found.Count ? $"{from + request.PageSize}" : "";
        return Task.FromResult(new ListShipmentsResponse { Shipments = { found.Skip(from).Take(request.PageSize) }, NextPageToken = next });
    }

    public override Task WatchShipments(WatchShipmentsRequest request, IServerStreamWriter<ShipmentChange> stream, ServerCallContext context) =>
        goods.Shipments.Watch(
            request.Cursor,
            (cursor, one, caughtUp) => stream.WriteAsync(new ShipmentChange { Cursor = cursor, Shipment = one, CaughtUp = caughtUp }),
            context.CancellationToken);

    public override Task<GetHistoryResponse> GetHistory(GetHistoryRequest request, ServerCallContext context) => Task.FromResult(
        new GetHistoryResponse { Entries = { new HistoryEntry { Version = 1, What = "booked", Detail = "1 handling unit", Who = "client:shipper-1" } } });

    public override Task<CreateTrackingLinkResponse> CreateTrackingLink(CreateTrackingLinkRequest request, ServerCallContext context) =>
        Task.FromResult(new CreateTrackingLinkResponse { Token = Goods.TrackingToken, ExpiresAt = request.ExpiresAt });

    public override Task<Logistics.Shipments.V1.Tracking> GetTracking(GetTrackingRequest request, ServerCallContext context)
    {
        if (request.Token != Goods.TrackingToken) throw Fake.Error(StatusCode.NotFound, "tracking-not-found");
        var shipment = goods.Shipments.Latest[0];
        return Task.FromResult(new Logistics.Shipments.V1.Tracking
        {
            Reference = shipment.Reference,
            State = shipment.State,
            LastHubId = shipment.LastHubId,
            DestinationHubId = shipment.Route.DestinationHubId,
            Eta = shipment.Eta,
            Due = shipment.Due,
            Milestones = { shipment.Milestones },
        });
    }
}

internal sealed class FakeWorkItems(Goods goods) : WorkItemService.WorkItemServiceBase
{
    public override Task<ListWorkItemsResponse> ListWorkItems(ListWorkItemsRequest request, ServerCallContext context) => Task.FromResult(
        new ListWorkItemsResponse
        {
            Items =
            {
                goods.WorkItems.Latest.Where(one =>
                    (request.ShipmentId.Length == 0 || one.ShipmentId == request.ShipmentId)
                    && (request.States.Count == 0 ? one.State != WorkItemState.Resolved : request.States.Contains(one.State))),
            },
        });

    public override Task<WorkItem> AcknowledgeWorkItem(AcknowledgeWorkItemRequest request, ServerCallContext context) =>
        Task.FromResult(goods.Change(request.WorkItemId, request.IdempotencyKey, item => item.State = WorkItemState.Acknowledged));

    public override Task<WorkItem> ShelveWorkItem(ShelveWorkItemRequest request, ServerCallContext context) =>
        Task.FromResult(goods.Change(request.WorkItemId, request.IdempotencyKey, item => (item.State, item.ShelvedUntil) = (WorkItemState.Shelved, request.Until)));

    public override Task<WorkItem> ResolveWorkItem(ResolveWorkItemRequest request, ServerCallContext context) =>
        Task.FromResult(goods.Change(request.WorkItemId, request.IdempotencyKey, item => item.State = WorkItemState.Resolved));

    public override Task WatchWorkItems(WatchWorkItemsRequest request, IServerStreamWriter<WorkItemChange> stream, ServerCallContext context) =>
        goods.WorkItems.Watch(
            request.Cursor, (cursor, one, caughtUp) => stream.WriteAsync(new WorkItemChange { Cursor = cursor, Item = one, CaughtUp = caughtUp }), context.CancellationToken);
}
