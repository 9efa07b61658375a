using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Shipments.Feeds;
using Logistics.Shipments.Streams;
using Logistics.Shipments.TransportOrderList;
using Microsoft.AspNetCore.Authorization;

namespace Logistics.Shipments.TransportOrders;

internal sealed class TransportOrdersGrpc(KeyedCommands commands, FeedReader<TransportOrderAnswer, V1.TransportOrder> orders)
    : V1.TransportOrderService.TransportOrderServiceBase
{
    [Authorize(Roles = Access.OrderReaders)]
    public override async Task<V1.ListTransportOrdersResponse> ListTransportOrders(V1.ListTransportOrdersRequest request, ServerCallContext context)
    {
        var query = new ListQuery();
        if (request.States.Count > 0) query.Where("p.state = any({0})", Sql.Of(request.States.Select(State).ToArray()));
        var page = await orders.List(
            context.Caller().Organisation, query, request.PageToken, Check.PageSize(request.PageSize), context.CancellationToken);
        var answer = new V1.ListTransportOrdersResponse { NextPageToken = page.NextToken };
        answer.Orders.AddRange(page.Docs);
        return answer;
    }

    [Authorize(Roles = Access.Carriers)]
    public override Task<V1.TransportOrder> AcceptTransportOrder(V1.AcceptTransportOrderRequest request, ServerCallContext context)
        => Answer(request.TransportOrderId, request.ExpectedVersion, o => TransportOrderDecider.Accept(o, context.Caller().Organisation),
            context.Command(request.IdempotencyKey, request), context);

    [Authorize(Roles = Access.Carriers)]
    public override Task<V1.TransportOrder> RejectTransportOrder(V1.RejectTransportOrderRequest request, ServerCallContext context)
    {
        var reason = Check.Text(request.Reason, "reason", 500).Normalize();
        return Answer(request.TransportOrderId, request.ExpectedVersion, o => TransportOrderDecider.Reject(o, context.Caller().Organisation, reason),
            context.Command(request.IdempotencyKey, request), context);
    }

    [Authorize(Roles = Access.OrderReaders)]
    public override Task WatchTransportOrders(
        V1.WatchTransportOrdersRequest request, IServerStreamWriter<V1.TransportOrderChange> responseStream, ServerCallContext context)
        => responseStream.Send(
            orders.Watch(context.Caller().Organisation, Cursor.Parse(request.Cursor), context.CancellationToken),
            item => new()
            {
                Cursor = item.Cursor.ToString(),
                CaughtUp = item.CaughtUp,
                Withdrawn = item.Withdrawn,
                Order = item.Withdrawn ? new() { Id = item.Id } : item.Wire,
            },
            context.CancellationToken);

    private async Task<V1.TransportOrder> Answer(
        string orderId, long expectedVersion, Func<TransportOrder, Decision> decide, CommandContext with, ServerCallContext context)
    {
        var answered = await commands.Decide(
            TransportOrder.Stream, Check.Id(orderId, "transport_order_id"), Requests.ExpectedVersion(expectedVersion),
            o => o.VisibleTo(context.Caller().Organisation), decide, with, context.CancellationToken);
        return answered.Refused is { } refusal ? throw refusal.ToRpc() : answered.State.ToWire(answered.Version);
    }

    private static short State(V1.TransportOrderState state) => Enum.IsDefined(state) && state != V1.TransportOrderState.Unspecified
        ? (short)state
        : throw Check.Invalid("states", "has an unknown state.");
}
