using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Shipments.Feeds;
using Logistics.Shipments.Streams;
using Logistics.Shipments.WorkItemList;
using Microsoft.AspNetCore.Authorization;
using NodaTime;

namespace Logistics.Shipments.WorkItems;

internal sealed class WorkItemsGrpc(KeyedCommands commands, FeedReader<WorkItemAnswer, V1.WorkItem> items, IClock clock) : V1.WorkItemService.WorkItemServiceBase
{
    [Authorize(Roles = Access.Dispatchers)]
    public override async Task<V1.ListWorkItemsResponse> ListWorkItems(V1.ListWorkItemsRequest request, ServerCallContext context)
    {
        var now = clock.GetCurrentInstant();
        var shipment = request.ShipmentId.Length == 0 ? "" : Check.Id(request.ShipmentId, "shipment_id");
        var query = WorkItemListProjection.Query([.. request.States.Select(State)], shipment, now);
        var page = await items.List(
            context.Caller().Organisation, query, request.PageToken, Check.PageSize(request.PageSize), context.CancellationToken);
        var answer = new V1.ListWorkItemsResponse { NextPageToken = page.NextToken };
        answer.Items.AddRange(page.Docs.Select(item => item.Waking(now)));
        return answer;
    }

    [Authorize(Roles = Access.Dispatchers)]
    public override Task<V1.WorkItem> AcknowledgeWorkItem(V1.AcknowledgeWorkItemRequest request, ServerCallContext context)
        => Answer(request.WorkItemId, request.ExpectedVersion, (item, who) => WorkItemDecider.Acknowledge(item, who.Organisation, who.Id),
            context.Command(request.IdempotencyKey, request), context);

    [Authorize(Roles = Access.Dispatchers)]
    public override Task<V1.WorkItem> AssignWorkItem(V1.AssignWorkItemRequest request, ServerCallContext context)
    {
        var to = Check.Id(request.Assignee, "assignee", 64);
        return Answer(request.WorkItemId, request.ExpectedVersion, (item, who) => WorkItemDecider.Assign(item, who.Organisation, who.Id, to),
            context.Command(request.IdempotencyKey, request), context);
    }

    [Authorize(Roles = Access.Dispatchers)]
    public override Task<V1.WorkItem> NoteWorkItem(V1.NoteWorkItemRequest request, ServerCallContext context)
    {
        var text = Check.Text(request.Text, "text", 2000).Normalize();
        return Answer(request.WorkItemId, request.ExpectedVersion,
            (item, who) => WorkItemDecider.Note(item, who.Organisation, who.Id, text, clock.GetCurrentInstant()),
            context.Command(request.IdempotencyKey, request), context);
    }

    [Authorize(Roles = Access.Dispatchers)]
    public override Task<V1.WorkItem> ShelveWorkItem(V1.ShelveWorkItemRequest request, ServerCallContext context)
    {
        var until = Check.Timestamp(request.Until, "until");
        return Answer(request.WorkItemId, request.ExpectedVersion, (item, who) => WorkItemDecider.Shelve(item, who.Organisation, who.Id, until, clock.GetCurrentInstant()),
            context.Command(request.IdempotencyKey, request), context);
    }

    [Authorize(Roles = Access.Dispatchers)]
    public override Task<V1.WorkItem> ResolveWorkItem(V1.ResolveWorkItemRequest request, ServerCallContext context)
    {
        var note = Check.OptionalText(request.Note, "note", 2000).Normalize();
        return Answer(request.WorkItemId, request.ExpectedVersion, (item, who) => WorkItemDecider.Resolve(item, who.Organisation, who.Id, note),
            context.Command(request.IdempotencyKey, request), context);
    }

    [Authorize(Roles = Access.Dispatchers)]
    public override Task WatchWorkItems(
        V1.WatchWorkItemsRequest request, IServerStreamWriter<V1.WorkItemChange> responseStream, ServerCallContext context)
        => responseStream.Send(
            items.Watch(context.Caller().Organisation, Cursor.Parse(request.Cursor), context.CancellationToken),
            item => new() { Cursor = item.Cursor.ToString(), CaughtUp = item.CaughtUp, Item = item.Wire?.Waking(clock.GetCurrentInstant()) },
            context.CancellationToken);

    private async Task<V1.WorkItem> Answer(
        string workItemId, long expectedVersion, Func<WorkItem, Caller, Decision> decide, CommandContext with, ServerCallContext context)
    {
        var caller = context.Caller();
        var answered = await commands.Decide(
            WorkItem.Stream, Check.Id(workItemId, "work_item_id"), Requests.ExpectedVersion(expectedVersion),
            item => item.Raised?.Operator == caller.Organisation, item => decide(item, caller), with, context.CancellationToken);
        return answered.Refused is { } refusal ? throw refusal.ToRpc() : answered.State.ToWire(answered.Version, clock.GetCurrentInstant());
    }

    private static WorkItemState State(V1.WorkItemState state) => Enum.IsDefined(state) && state != V1.WorkItemState.Unspecified
        ? (WorkItemState)state
        : throw Check.Invalid("states", "has an unknown state.");
}
