using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Routing.Hubs;
using Logistics.Routing.Network.Files;
using Logistics.Routing.ServiceRuns;
using Logistics.Routing.SpeedRestrictions;
using Logistics.Routing.V1;
using Microsoft.AspNetCore.Authorization;

namespace Logistics.Routing.Network;

internal sealed class NetworkGrpc(
    Transactor transactor, LiveNetwork network, Registrations registrations, NetworkImport imports, DelayReports delays, Cancellations cancellations)
    : NetworkService.NetworkServiceBase
{
    [Authorize(Roles = Access.Operators)]
    public override async Task<V1.Hub> RegisterHub(RegisterHubRequest request, ServerCallContext context)
    {
        if (request.Hub is not { } hub) throw Check.Invalid("hub", "is missing.");
        return await registrations.Register(hub, context.Caller(), context.CancellationToken);
    }

    [Authorize(Roles = Access.Planners)]
    public override async Task<ListHubsResponse> ListHubs(ListHubsRequest request, ServerCallContext context)
    {
        var facts = await network.Facts(context.CancellationToken);
        return new ListHubsResponse
        {
            Hubs = { facts.Hubs.OrderBy(hub => hub.Key, StringComparer.Ordinal).Select(hub => Mapping.Hub(hub.Key, hub.Value)) },
        };
    }

    [Authorize(Roles = Access.Carriers)]
    public override async Task<V1.CarrierService> RegisterCarrierService(RegisterCarrierServiceRequest request, ServerCallContext context)
    {
        if (request.Service is not { } service) throw Check.Invalid("service", "is missing.");
        return await registrations.Register(service, context.Caller(), context.CancellationToken);
    }

    [Authorize(Roles = Access.Readers)]
    public override async Task<ListCarrierServicesResponse> ListCarrierServices(ListCarrierServicesRequest request, ServerCallContext context)
    {
        var facts = await network.Facts(context.CancellationToken);
        var caller = context.Caller();
        return new ListCarrierServicesResponse
        {
            Services = { facts.Services.OrderBy(service => service.Key, StringComparer.Ordinal).Select(service => Mapping.Service(service.Key, service.Value).SeenBy(caller)) },
        };
    }

    [Authorize(Roles = Access.Carriers)]
    public override async Task<V1.Haulier> RegisterHaulier(RegisterHaulierRequest request, ServerCallContext context)
    {
        if (request.Haulier is not { } haulier) throw Check.Invalid("haulier", "is missing.");
        return await registrations.Register(haulier, context.Caller(), context.CancellationToken);
    }

    [Authorize(Roles = Access.Readers)]
    public override async Task<ListHauliersResponse> ListHauliers(ListHauliersRequest request, ServerCallContext context)
    {
        var facts = await network.Facts(context.CancellationToken);
        var caller = context.Caller();
        return new ListHauliersResponse
        {
            Hauliers = { facts.Hauliers.OrderBy(haulier => haulier.Key, StringComparer.Ordinal).Select(haulier => HaulierRequests.Message(haulier.Key, haulier.Value).SeenBy(caller)) },
        };
    }

    [Authorize(Roles = Access.Carriers)]
    public override Task<ReportDelayResponse> ReportDelay(ReportDelayRequest request, ServerCallContext context) =>
        delays.Report(request, context.Caller(), context.CancellationToken);

    [Authorize(Roles = Access.Carriers)]
    public override Task<CancelRunResponse> CancelRun(CancelRunRequest request, ServerCallContext context) =>
        cancellations.Cancel(request, context.Caller(), context.CancellationToken);

    [Authorize(Roles = Access.Carriers)]
    public override Task<ImportNetworkResponse> ImportNetwork(ImportNetworkRequest request, ServerCallContext context) =>
        imports.Import(request, context.Caller(), context.CancellationToken);

    [Authorize(Roles = Access.Readers)]
    public override async Task<ExportNetworkResponse> ExportNetwork(ExportNetworkRequest request, ServerCallContext context)
    {
        var facts = await network.Facts(context.CancellationToken);
        var caller = context.Caller();
        return new ExportNetworkResponse { Files = { NetworkExport.Of(facts, carrierId => Access.MaySeePricesOf(caller, carrierId)) } };
    }

    [Authorize(Roles = Access.Operators)]
    public override async Task<CloseHubResponse> CloseHub(CloseHubRequest request, ServerCallContext context)
    {
        var id = NetworkRequests.HubId(request.HubId, "hub_id");
        var closure = new Closure(
            Check.Timestamp(request.From, "from"), Check.Timestamp(request.To, "to"), Check.OptionalText(request.Cause, "cause", 200));
        var done = await transactor.Transact(
            HubDecider.Stream, id, hub => HubDecider.Close(hub, closure), By(context), context.CancellationToken);
        if (done.Refused is { } refused) throw Hosting.Grpc.Refusals.ToRpcException(refused, Reasons.Statuses);
        return new CloseHubResponse();
    }

    [Authorize(Roles = Access.Operators)]
    public override async Task<RestrictSpeedResponse> RestrictSpeed(RestrictSpeedRequest request, ServerCallContext context)
    {
        var id = Check.Id(request.RestrictionId, "restriction_id");
        var section = NetworkRequests.SlowSection(request);
        var facts = await network.Facts(context.CancellationToken);
        var done = await transactor.Transact(
            SpeedRestrictionDecider.Stream, id, state => SpeedRestrictionDecider.Restrict(state, id, section, facts.Hubs.ContainsKey), By(context),
            context.CancellationToken);
        if (done.Refused is { } refused) throw Hosting.Grpc.Refusals.ToRpcException(refused, Reasons.Statuses);
        return new RestrictSpeedResponse();
    }

    private static CommandContext By(ServerCallContext context) => new() { Actor = context.Caller().Actor };
}
