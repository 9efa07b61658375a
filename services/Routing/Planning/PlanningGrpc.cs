using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Routing.Itineraries;
using Logistics.Routing.Network;
using Logistics.Routing.Roads;
using Logistics.Routing.V1;
using Microsoft.AspNetCore.Authorization;
using NodaTime;

namespace Logistics.Routing.Planning;

internal sealed class PlanningGrpc(Transactor transactor, LiveNetwork network, RoadEngine roads, Replanning replanning, IClock clock)
    : PlanningService.PlanningServiceBase
{
    [Authorize(Roles = Access.Planners)]
    public override async Task<PlanItineraryResponse> PlanItinerary(PlanItineraryRequest request, ServerCallContext context)
    {
        var (snapshot, query) = await Asked(request, context.CancellationToken);
        var (plan, on) = RoadPlanner.Plan(await roads.On(snapshot, query, context.CancellationToken), query);
        var response = new PlanItineraryResponse { Explanation = plan.Explanation };
        if (plan is not Plan.Found found) return response;
        if (request.LatestDeparture)
        {
            var latest = Planner.Latest(on, query);
            response.Explanation = Choice.ExplainLatest(on, query, latest, found.Legs);
            response.Legs.AddRange(latest.Select(Mapping.Leg));
        }
        else
        {
            response.Legs.AddRange(found.Legs.Select(Mapping.Leg));
        }

        return response;
    }

    [Authorize(Roles = Access.Planners)]
    public override async Task<CompareItinerariesResponse> CompareItineraries(PlanItineraryRequest request, ServerCallContext context)
    {
        var (snapshot, query) = await Asked(request, context.CancellationToken);
        var on = RoadPlanner.Comparable(await roads.On(snapshot, query, context.CancellationToken), query);
        var caller = context.Caller();
        return new CompareItinerariesResponse
        {
            Options = { Comparison.Of(on, query, byCost: Access.MaySeeAllPrices(caller)).Select(option => option.SeenBy(caller)) },
        };
    }

    [Authorize(Roles = Access.Itineraries)]
    public override async Task<ReplanProposal> ProposeReplan(ProposeReplanRequest request, ServerCallContext context)
    {
        var shipmentId = Check.Id(request.ShipmentId, "shipment_id");
        var (replan, verdict) = await replanning.Propose(shipmentId, context.CancellationToken);
        return Mapping.ProposalMessage(shipmentId, replan, verdict);
    }

    [Authorize(Roles = Access.Itineraries)]
    public override async Task<V1.Itinerary> ApplyReplan(ApplyReplanRequest request, ServerCallContext context)
    {
        var shipmentId = Check.Id(request.ShipmentId, "shipment_id");
        var proposed = request.ProposedLegs.Count is > 0 and <= 50
            ? request.ProposedLegs
            : throw Check.Invalid("proposed_legs", "must have 1 to 50 entries.");
        await replanning.Apply(
            shipmentId, Check.Integer(request.ItineraryVersion, "itinerary_version", 1, int.MaxValue), proposed, context.Caller().Actor,
            context.CancellationToken);
        return await GetItinerary(new GetItineraryRequest { ShipmentId = shipmentId }, context);
    }

    [Authorize(Roles = Access.Itineraries)]
    public override async Task<V1.Itinerary> GetItinerary(GetItineraryRequest request, ServerCallContext context)
    {
        var itinerary = await Load(request.ShipmentId, context.CancellationToken);
        if (itinerary.Legs is not { } legs) throw Hosting.Grpc.Refusals.NotFound("itinerary");
        return new V1.Itinerary { ShipmentId = request.ShipmentId, Version = itinerary.Version, Legs = { legs.Select(Mapping.Leg) }, Explanation = itinerary.Explanation };
    }

    [Authorize(Roles = Access.Itineraries)]
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

    // What has left has left.
    private async Task<(NetworkSnapshot Snapshot, PlanQuery Query)> Asked(PlanItineraryRequest request, CancellationToken ct)
    {
        var query = PlanRequests.Query(request);
        var snapshot = await network.CaughtUp(ct);
        if (query.FromDoor is null) Known(snapshot, query.FromHubId, "from_hub_id");
        if (query.ToDoor is null) Known(snapshot, query.ToHubId, "to_hub_id");
        var now = clock.GetCurrentInstant();
        return (snapshot, query with { ReadyAt = Instant.Max(query.ReadyAt, now), OrderedAt = now });
    }

    private static void Known(NetworkSnapshot snapshot, string hubId, string field)
    {
        if (snapshot.HubIndex(hubId) is null) throw Check.Invalid(field, "is not a hub of the network.", Reasons.UnknownHub);
    }
}
