using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Network;
using Logistics.Routing.V1;
using Microsoft.AspNetCore.Authorization;
using NodaTime;

namespace Logistics.Routing.Planning;

[Authorize]
internal sealed class PlanningGrpc(Transactor transactor, LiveNetwork network, IClock clock) : PlanningService.PlanningServiceBase
{
    public override async Task<PlanItineraryResponse> PlanItinerary(PlanItineraryRequest request, ServerCallContext context)
    {
        var query = QueryOf(request);
        var snapshot = await network.CaughtUp(context.CancellationToken);
        Known(snapshot, query.FromHubId, "from_hub_id");
        Known(snapshot, query.ToHubId, "to_hub_id");

        // What has left has left.
        var plan = Planner.Plan(snapshot, query with { ReadyAt = Instant.Max(query.ReadyAt, clock.GetCurrentInstant()) });
        var response = new PlanItineraryResponse { Explanation = plan.Explanation };
        if (plan is Plan.Found found) response.Legs.AddRange(found.Legs.Select(Mapping.Leg));
        return response;
    }

    [Authorize(Roles = $"{Roles.Service},{Roles.Dispatcher}")]
    public override async Task<V1.Itinerary> GetItinerary(GetItineraryRequest request, ServerCallContext context)
    {
        var itinerary = await Load(request.ShipmentId, context.CancellationToken);
        if (itinerary.Legs is not { } legs) throw Hosting.Grpc.Refusals.NotFound("itinerary");
        return new V1.Itinerary { ShipmentId = request.ShipmentId, Version = itinerary.Version, Legs = { legs.Select(Mapping.Leg) } };
    }

    [Authorize(Roles = $"{Roles.Service},{Roles.Dispatcher}")]
    public override async Task<Eta> GetEta(GetEtaRequest request, ServerCallContext context)
    {
        var itinerary = await Load(request.ShipmentId, context.CancellationToken);
        return itinerary.Eta is { } eta ? Mapping.EtaMessage(eta) : throw Hosting.Grpc.Refusals.NotFound("estimate");
    }

    private async Task<Itineraries.Itinerary> Load(string shipmentId, CancellationToken ct)
    {
        var (itinerary, _) = await transactor.Load(ItineraryDecider.Stream, Check.Id(shipmentId, "shipment_id"), ct);
        return itinerary;
    }

    private static PlanQuery QueryOf(PlanItineraryRequest request)
    {
        var readyAt = Check.Timestamp(request.ReadyAt, "ready_at");
        var arriveBy = request.ArriveBy is null ? Instant.MaxValue : Check.Timestamp(request.ArriveBy, "arrive_by");
        if (arriveBy <= readyAt) throw Check.Invalid("arrive_by", "is not after ready_at.");
        return new PlanQuery(
            NetworkRequests.HubId(request.FromHubId, "from_hub_id"), NetworkRequests.HubId(request.ToHubId, "to_hub_id"),
            readyAt, arriveBy, Check.Number(request.GrossWeightKg, "gross_weight_kg", 0, 1e9), request.Refrigerated);
    }

    private static void Known(NetworkSnapshot snapshot, string hubId, string field)
    {
        if (snapshot.HubIndex(hubId) is null) throw Check.Invalid(field, "is not a hub of the network.", Reasons.UnknownHub);
    }
}
