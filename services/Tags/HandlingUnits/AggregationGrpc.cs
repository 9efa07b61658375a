using Grpc.Core;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Tags.V1;
using Microsoft.AspNetCore.Authorization;
using NodaTime;

namespace Logistics.Tags.HandlingUnits;

/// <summary>Units inside units.</summary>
[Authorize(Access.Partners)]
internal sealed class AggregationGrpc(AggregationProcess process, UnitQuery units, IClock clock) : AggregationService.AggregationServiceBase
{
    public override async Task<RecordAggregationResponse> RecordAggregation(RecordAggregationRequest request, ServerCallContext context)
    {
        var (caller, adds) = (context.Caller(), request.Action switch
        {
            AggregationAction.Add => true,
            AggregationAction.Delete => false,
            _ => throw Check.Invalid("action", "is missing or unknown."),
        });
        var at = Check.EventTime(request.At, "at", clock.GetCurrentInstant());
        var (report, defect) = AggregationReport.Of(request.ParentId, request.ChildIds, adds, at, request.BizStep, (request.ReadPointId, request.LocationId), clock.GetCurrentInstant());
        if (report is null) throw Check.Invalid(defect!.Field, defect.Detail, defect.Reason);
        var outcome = await process.Record(
            report, caller,
            new()
            {
                IdempotencyKey = request.IdempotencyKey.Length == 0 ? null : $"{caller.Organisation}:{Check.Id(request.IdempotencyKey, "idempotency_key", 200)}",
                RequestDigest = report.Digest,
                Actor = caller.Actor,
            },
            context.CancellationToken);
        if (outcome.Refused is { } refusal) throw Hosting.Grpc.Refusals.ToRpcException(refusal, Refusals.Statuses);
        var response = new RecordAggregationResponse { ParentId = report.ParentId, Recorded = outcome.Recorded, Repeated = outcome.Repeated };
        response.ChildIds.AddRange(outcome.ChildIds);
        return response;
    }

    public override async Task<WhereIsResponse> WhereIs(WhereIsRequest request, ServerCallContext context)
    {
        var (caller, unit, at) = (context.Caller(), Unit(request.HandlingUnitId), At(request.At));
        var containers = await units.Containers(unit, at, caller, context.CancellationToken) ?? throw Hosting.Grpc.Refusals.NotFound("unit");
        var response = new WhereIsResponse { HandlingUnitId = unit, Whereabouts = await units.Find(unit, at, caller, context.CancellationToken) };
        response.Containers.AddRange(containers);
        return response;
    }

    public override async Task<ListInsideResponse> ListInside(ListInsideRequest request, ServerCallContext context)
    {
        var (unit, size, after) = (Unit(request.HandlingUnitId), Check.PageSize(request.PageSize), PageToken.ReadPath(request.PageToken));
        if (after.Length > Nesting.Deepest) throw Check.Invalid("page_token", "is none of ours.");
        var (page, last) = await units.Inside(unit, At(request.At), after, size, context.Caller(), context.CancellationToken);
        var response = new ListInsideResponse { NextPageToken = last is null ? "" : PageToken.Of(last) };
        response.Units.AddRange(page);
        return response;
    }

    private Instant At(Google.Protobuf.WellKnownTypes.Timestamp? at) => at is null ? clock.GetCurrentInstant() : Check.Timestamp(at, "at");

    private static string Unit(string text) => UnitId.Parse(text, out var defect)
        ?? throw Check.Invalid("handling_unit_id", "is no SSCC, no EPC and no device id.", defect!);
}
