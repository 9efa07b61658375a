using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Routing.EtaScores;
using Logistics.Routing.Itineraries;
using Logistics.Routing.V1;
using Microsoft.AspNetCore.Authorization;
using NodaTime;
using Itinerary = Logistics.Routing.Itineraries.Itinerary;

namespace Logistics.Routing.Etas;

// A carrier sees what concerns the shipments it carries; a shipper asks Shipments.
[Authorize(Roles = Access.Readers)]
internal sealed class EtaGrpc(IEventLog log, EtaScoreQuery accuracy, IClock clock) : EtaService.EtaServiceBase
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly Duration UsualPeriod = Duration.FromDays(30);

    public override async Task<ShipmentEta> GetShipmentEta(GetShipmentEtaRequest request, ServerCallContext context)
    {
        var id = Check.Id(request.ShipmentId, "shipment_id");
        var (itinerary, _) = await Next(id, Itinerary.None, 0, context.CancellationToken);
        return itinerary.Eta is { } eta && MaySee(itinerary, context.Caller()) ? Mapping.ShipmentEta(eta) : throw Hosting.Grpc.Refusals.NotFound("estimate");
    }

    public override async Task WatchShipmentEta(
        WatchShipmentEtaRequest request, IServerStreamWriter<ShipmentEta> responseStream, ServerCallContext context)
    {
        var id = Check.Id(request.ShipmentId, "shipment_id");
        var told = request.ComputedAfter is null ? Instant.MinValue : Check.Timestamp(request.ComputedAfter, "computed_after");
        var (itinerary, version) = (Itinerary.None, 0L);
        while (true)
        {
            (itinerary, version) = await Next(id, itinerary, version, context.CancellationToken);
            if (!MaySee(itinerary, context.Caller())) throw Hosting.Grpc.Refusals.NotFound("itinerary");
            if (itinerary.Eta is { } eta && eta.ComputedAt > told)
            {
                told = eta.ComputedAt;
                await responseStream.WriteAsync(Mapping.ShipmentEta(eta), context.CancellationToken);
            }

            if (itinerary.Closed) return;
            await Task.Delay(Look, context.CancellationToken);
        }
    }

    public override async Task<GetEtaAccuracyResponse> GetEtaAccuracy(GetEtaAccuracyRequest request, ServerCallContext context)
    {
        if (!Enum.IsDefined(request.By)) throw Check.Invalid("by", "is none of the known ones.");
        var since = request.Since is null ? clock.GetCurrentInstant() - UsualPeriod : Check.Timestamp(request.Since, "since");
        var caller = context.Caller();
        var rows = await accuracy.Find(request.By, since, Access.SeesAllShipments(caller) ? null : caller.Organisation, context.CancellationToken);
        return new GetEtaAccuracyResponse { Rows = { rows } };
    }

    // Only what came since the last look is loaded and folded.
    private async Task<(Itinerary State, long Version)> Next(string id, Itinerary itinerary, long version, CancellationToken ct)
    {
        var events = await log.Load(ItineraryDecider.Stream.IdOf(id), version, ct);
        return events.Count == 0
            ? (itinerary, version)
            : (events.Aggregate(itinerary, (state, e) => Itinerary.Evolve(state, e.Data)), events[^1].Version);
    }

    private static bool MaySee(Itinerary itinerary, Caller caller) => itinerary.Requirement is not null
        && (Access.SeesAllShipments(caller) || (itinerary.Legs?.Any(leg => leg.CarrierId == caller.Organisation) ?? false));
}
