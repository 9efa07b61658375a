using Grpc.Core;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Shipments.Feeds;
using Logistics.Shipments.HandoverList;
using Logistics.Shipments.Streams;
using Microsoft.AspNetCore.Authorization;
using NodaTime;

namespace Logistics.Shipments.Handovers;

internal sealed class HandoversGrpc(
    HandoverProcess handovers, KeyedCommands commands, FeedReader<HandoverAnswer, V1.Handover> list, IClock clock) : V1.HandoverService.HandoverServiceBase
{
    [Authorize(Roles = Access.Handlers)]
    public override async Task<V1.Handover> ConfirmHandover(V1.ConfirmHandoverRequest request, ServerCallContext context)
    {
        var now = clock.GetCurrentInstant();
        var (terms, said) = Requests.Confirmation(request, now);
        var outcome = await handovers.Confirm(
            terms, said, context.Caller().Organisation, now, context.Command(request.IdempotencyKey, request), context.CancellationToken);
        return await Answer(HandoverProcess.IdOf(terms), outcome, context.CancellationToken);
    }

    [Authorize(Roles = Access.Handlers)]
    public override async Task<V1.Handover> DisputeHandover(V1.DisputeHandoverRequest request, ServerCallContext context)
    {
        var id = Check.Id(request.HandoverId, "handover_id");
        var outcome = await handovers.Dispute(
            id, context.Caller().Organisation, Requests.Reason(request.Reason), clock.GetCurrentInstant(),
            context.Command(request.IdempotencyKey, request), context.CancellationToken);
        return await Answer(id, outcome, context.CancellationToken);
    }

    [Authorize(Roles = Access.Dispatchers)]
    public override async Task<V1.Handover> SettleHandover(V1.SettleHandoverRequest request, ServerCallContext context)
    {
        var id = Check.Id(request.HandoverId, "handover_id");
        var outcome = await handovers.Settle(
            id, Requests.UnitIds(request.HandlingUnitIds), context.Caller().Organisation, Check.OptionalText(request.Note, "note", 2000).Normalize(),
            clock.GetCurrentInstant(), context.Command(request.IdempotencyKey, request), context.CancellationToken);
        return await Answer(id, outcome, context.CancellationToken);
    }

    [Authorize(Roles = Access.Readers)]
    public override async Task<V1.ListHandoversResponse> ListHandovers(V1.ListHandoversRequest request, ServerCallContext context)
    {
        var query = HandoverListProjection.Query(
            [.. request.States.Select(s => (HandoverState)Requests.Known(s, "states"))],
            request.ShipmentId.Length == 0 ? "" : Check.Id(request.ShipmentId, "shipment_id"));
        var page = await list.List(
            context.Caller().Organisation, query, request.PageToken, Check.PageSize(request.PageSize), context.CancellationToken);
        var answer = new V1.ListHandoversResponse { NextPageToken = page.NextToken };
        answer.Handovers.AddRange(page.Docs);
        return answer;
    }

    [Authorize(Roles = Access.Readers)]
    public override Task WatchHandovers(
        V1.WatchHandoversRequest request, IServerStreamWriter<V1.HandoverChange> responseStream, ServerCallContext context)
        => responseStream.Send(
            list.Watch(context.Caller().Organisation, Cursor.Parse(request.Cursor), context.CancellationToken),
            item => new()
            {
                Cursor = item.Cursor.ToString(),
                CaughtUp = item.CaughtUp,
                Withdrawn = item.Withdrawn,
                Handover = item.Withdrawn ? new() { Id = item.Id } : item.Wire,
            },
            context.CancellationToken);

    private async Task<V1.Handover> Answer(string id, JointOutcome outcome, CancellationToken ct)
    {
        if (outcome.Refused is { } refusal) throw refusal.ToRpc();
        var (state, version) = await commands.AsOf(Handover.Stream, id, outcome.Position, ct);
        return state.ToWire(version);
    }
}
