using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Tags.V1;
using Microsoft.AspNetCore.Authorization;
using NodaTime;

namespace Logistics.Tags.BusinessLocations;

/// <summary>Drawing fences. They say where everybody's tags are, so only who operates the hub draws them.</summary>
[Authorize(Access.Partners)]
internal sealed class LocationsGrpc(Transactor transactor, ProjectionProgress progress, LocationQuery query, IClock clock) : BusinessLocationService.BusinessLocationServiceBase
{
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(5);

    public override async Task<BusinessLocationFence> DrawFence(DrawFenceRequest request, ServerCallContext context)
    {
        var caller = Operator(context);
        var (id, shape, from) = (Check.Id(request.LocationId, "location_id", 64), FenceMapping.Shape(request.Fence), From(request.From));
        await Settle(
            await transactor.Transact(
                BusinessLocation.Stream, id, location => FenceDecider.Draw(location, id, shape, from, caller.Organisation), new() { Actor = caller.Actor }, context.CancellationToken),
            context);
        return new() { LocationId = id, Fence = FenceMapping.Fence(shape), From = Mapping.EventTime(from.ToInstant(), from.Offset.Seconds / 60) };
    }

    public override async Task<RemoveFenceResponse> RemoveFence(RemoveFenceRequest request, ServerCallContext context)
    {
        var caller = Operator(context);
        var (id, from) = (Check.Id(request.LocationId, "location_id", 64), From(request.From));
        await Settle(
            await transactor.Transact(
                BusinessLocation.Stream, id, location => FenceDecider.Remove(location, id, from), new() { Actor = caller.Actor }, context.CancellationToken),
            context);
        return new();
    }

    public override async Task<ListFencesResponse> ListFences(ListFencesRequest request, ServerCallContext context)
    {
        var caller = Operator(context);
        var (size, at) = (Check.PageSize(request.PageSize), request.At is { } wanted ? Check.Timestamp(wanted, "at") : clock.GetCurrentInstant());
        var page = await query.Page(PageToken.Read(request.PageToken), size, at, caller, context.CancellationToken);
        var response = new ListFencesResponse { NextPageToken = page.Count == size ? PageToken.Of(page[^1].LocationId) : "" };
        response.Fences.AddRange(page);
        return response;
    }

    private OffsetDateTime From(Types.V1.EventTime? from) => from is null
        ? clock.GetCurrentInstant().WithOffset(Offset.Zero)
        : Check.EventTime(from, "from", null);

    private async Task Settle(Transacted<BusinessLocation> done, ServerCallContext context)
    {
        if (done.Refused is { } refusal) throw Hosting.Grpc.Refusals.ToRpcException(refusal, Refusals.Statuses);
        await progress.WaitFor(BusinessLocationDirectory.ProjectionName, done.Position, CatchUp, context.CancellationToken);
    }

    private static Caller Operator(ServerCallContext context)
    {
        var caller = context.Caller();
        return Sight.OfAll(caller)
            ? caller
            : throw Hosting.Grpc.Refusals.Of(StatusCode.PermissionDenied, "permission-denied", "Only the hub's operator draws fences.");
    }
}
