using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Tags.ReadPoints;
using Logistics.Tags.V1;
using Microsoft.AspNetCore.Authorization;
using NodaTime;

namespace Logistics.Tags.Gateways;

/// <summary>Setting up gateways and read points; and for gateways themselves: a numbering, the time, a heartbeat.</summary>
internal sealed class GatewaysGrpc(
    Transactor transactor, ProjectionProgress progress, GatewayQuery query, PostingGateways posting, Epochs epochs, Heartbeats heartbeats, IClock clock) : GatewayService.GatewayServiceBase
{
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(5);

    [Authorize(Access.Administrators)]
    public override async Task<V1.ReadPoint> RegisterReadPoint(RegisterReadPointRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var wanted = Wanted(request.ReadPoint ?? throw Check.Invalid("read_point", "is missing."), caller);
        var done = await transactor.Transact(
            ReadPoints.ReadPoint.Stream, wanted.ReadPointId, point => ReadPoints.ReadPoint.Register(point, wanted), new() { Actor = caller.Actor }, context.CancellationToken);
        await Settle(done.Refused, ReadPointDirectory.ProjectionName, done.Position, context);
        return new()
        {
            Id = wanted.ReadPointId,
            HubId = wanted.HubId ?? "",
            Kind = wanted.Kind,
            Position = Mapping.Position(wanted.Position?.Latitude, wanted.Position?.Longitude),
            OwnerId = wanted.Owner,
        };
    }

    [Authorize(Access.Administrators)]
    public override async Task<V1.Gateway> RegisterGateway(RegisterGatewayRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var wanted = request.Gateway ?? throw Check.Invalid("gateway", "is missing.");
        Own(wanted.OwnerId, caller, "gateway.owner_id");
        var (id, point) = (Check.Id(wanted.Id, "gateway.id"), wanted.ReadPointId.Length == 0 ? null : Check.Id(wanted.ReadPointId, "gateway.read_point_id"));
        if (point is not null && !await query.Owns(point, caller, context.CancellationToken)) throw Hosting.Grpc.Refusals.NotFound("read point");
        var registered = new GatewayRegistered(id, caller.Organisation, point);
        var done = await transactor.Transact(
            Gateway.Stream, id, gateway => Gateway.Register(gateway, registered), new() { Actor = caller.Actor }, context.CancellationToken);
        await Settle(done.Refused, GatewayDirectory.ProjectionName, done.Position, context);
        return await query.Gateway(id, caller, context.CancellationToken)
            ?? throw Hosting.Grpc.Refusals.Of(StatusCode.Unavailable, "stale", "It is done, but cannot be shown yet.");
    }

    [Authorize(Access.Anybody)]
    public override async Task<V1.Gateway> GetGateway(GetGatewayRequest request, ServerCallContext context)
        => await query.Gateway(Check.Id(request.GatewayId, "gateway_id"), context.Caller(), context.CancellationToken) ?? throw Hosting.Grpc.Refusals.NotFound("gateway");

    [Authorize(Access.Anybody)]
    public override async Task<ListGatewaysResponse> ListGateways(ListGatewaysRequest request, ServerCallContext context)
    {
        var response = new ListGatewaysResponse();
        response.Gateways.AddRange(await query.Gateways(context.Caller(), context.CancellationToken));
        return response;
    }

    [Authorize(Access.Anybody)]
    public override async Task<ListReadPointsResponse> ListReadPoints(ListReadPointsRequest request, ServerCallContext context)
    {
        var response = new ListReadPointsResponse();
        response.ReadPoints.AddRange(await query.ReadPoints(context.Caller(), context.CancellationToken));
        return response;
    }

    [Authorize(Access.Gateways)]
    public override async Task<OpenEpochResponse> OpenEpoch(OpenEpochRequest request, ServerCallContext context)
    {
        var gateway = await Posting(context);
        var nonce = request.ClientNonce.Length == 0 ? null : Check.Id(request.ClientNonce, "client_nonce", 200);
        var opened = await epochs.Open(gateway.Id, nonce, context.CancellationToken);
        return new() { Epoch = opened.Epoch, HubTime = clock.GetCurrentInstant().ToTimestamp(), NextSequence = (ulong)opened.NextSequence };
    }

    [Authorize(Access.Gateways)]
    public override Task<SyncTimeResponse> SyncTime(SyncTimeRequest request, ServerCallContext context)
    {
        var received = Now();
        return Task.FromResult(new SyncTimeResponse { DeviceTime = request.DeviceTime, HubReceivedAt = received.ToTimestamp(), HubSentAt = Now().ToTimestamp() });
    }

    [Authorize(Access.Gateways)]
    public override async Task<HeartbeatResponse> Heartbeat(HeartbeatRequest request, ServerCallContext context)
    {
        var received = Now();
        var gateway = await Posting(context);
        await heartbeats.Take(gateway.Id, Mapping.Heartbeat(request, received), received, context.CancellationToken);
        return new() { DeviceTime = request.DeviceTime, HubReceivedAt = received.ToTimestamp(), HubSentAt = Now().ToTimestamp() };
    }

    private Instant Now() => clock.GetCurrentInstant().ToMicroseconds();

    private async Task<Journal.PostingGateway> Posting(ServerCallContext context) => await posting.Find(context.Caller(), context.CancellationToken)
        ?? throw Hosting.Grpc.Refusals.Of(StatusCode.PermissionDenied, Refusals.GatewayUnknown, "Only a registered gateway with its own device key may do that.");

    private async Task Settle(Refusal? refused, string projection, long position, ServerCallContext context)
    {
        if (refused is not null) throw Hosting.Grpc.Refusals.ToRpcException(refused, Refusals.Statuses);
        await progress.WaitFor(projection, position, CatchUp, context.CancellationToken);
    }

    private static ReadPointRegistered Wanted(V1.ReadPoint point, Caller caller)
    {
        Own(point.OwnerId, caller, "read_point.owner_id");
        if (!ReadPoints.ReadPoint.Kinds.Contains(point.Kind)) throw Check.Invalid("read_point.kind", $"is none of {string.Join(", ", ReadPoints.ReadPoint.Kinds)}.");
        var hub = point.HubId.Length == 0 ? null : Check.Id(point.HubId, "read_point.hub_id", 64);
        if (hub is null != (point.Kind == "vehicle")) throw Check.Invalid("read_point.hub_id", "belongs to every read point but a vehicle's.");
        var position = Check.Position(point.Position, "read_point.position");
        return new(
            Check.Id(point.Id, "read_point.id"), hub, point.Kind, position is null ? null : new(position.Latitude, position.Longitude), caller.Organisation);
    }

    private static void Own(string owner, Caller caller, string field)
    {
        if (owner.Length > 0 && owner != caller.Organisation)
            throw Hosting.Grpc.Refusals.Of(StatusCode.PermissionDenied, "permission-denied", $"{field} is another organisation.", field);
    }
}
