using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hubs;
using Logistics.Routing.ServiceRuns;
using Logistics.Routing.V1;
using Microsoft.AspNetCore.Authorization;

namespace Logistics.Routing.Network;

[Authorize]
internal sealed class NetworkGrpc(Transactor transactor, LiveNetwork network, DelayReports delays) : NetworkService.NetworkServiceBase
{
    [Authorize(Roles = $"{Roles.Admin},{Roles.Dispatcher}")]
    public override async Task<V1.Hub> RegisterHub(RegisterHubRequest request, ServerCallContext context)
    {
        if (request.Hub is not { } hub) throw Check.Invalid("hub", "is missing.");
        var id = NetworkRequests.HubId(hub.Id, "hub.id");
        var details = Mapping.HubOf(hub);
        var done = await transactor.Transact(
            HubDecider.Stream, id, state => HubDecider.Register(state, id, details), By(context), context.CancellationToken);
        return Mapping.Hub(id, done.State.Details!);
    }

    public override async Task<ListHubsResponse> ListHubs(ListHubsRequest request, ServerCallContext context)
    {
        var facts = await network.Facts(context.CancellationToken);
        return new ListHubsResponse
        {
            Hubs = { facts.Hubs.OrderBy(hub => hub.Key, StringComparer.Ordinal).Select(hub => Mapping.Hub(hub.Key, hub.Value)) },
        };
    }

    public override async Task<V1.CarrierService> RegisterCarrierService(RegisterCarrierServiceRequest request, ServerCallContext context)
    {
        if (request.Service is not { } service) throw Check.Invalid("service", "is missing.");
        var id = NetworkRequests.ServiceId(service.Id, "service.id");
        var details = NetworkRequests.Service(service);
        if (!MayRunServicesOf(context.Caller(), details.CarrierId))
            throw Hosting.Grpc.Refusals.Of(StatusCode.PermissionDenied, "permission-denied", "A carrier registers its own services.", "service.carrier_id");

        var facts = await network.Facts(context.CancellationToken);
        var done = await transactor.Transact(
            CarrierServiceDecider.Stream, id, state => CarrierServiceDecider.Register(state, id, details, facts.ZoneOf),
            By(context), context.CancellationToken);
        if (done.Refused is { } refused) throw Refused(refused);
        return Mapping.Service(id, done.State.Details!);
    }

    public override async Task<ListCarrierServicesResponse> ListCarrierServices(ListCarrierServicesRequest request, ServerCallContext context)
    {
        var facts = await network.Facts(context.CancellationToken);
        return new ListCarrierServicesResponse
        {
            Services = { facts.Services.OrderBy(service => service.Key, StringComparer.Ordinal).Select(service => Mapping.Service(service.Key, service.Value)) },
        };
    }

    public override Task<ReportDelayResponse> ReportDelay(ReportDelayRequest request, ServerCallContext context) =>
        delays.Report(request, context.Caller(), context.CancellationToken);

    internal static bool MayRunServicesOf(Caller caller, string carrierId) =>
        caller.Organisation == carrierId ? caller.Is(Roles.Carrier) || caller.Is(Roles.Admin) : caller.Is(Roles.Admin);

    private static RpcException Refused(Refusal refusal) => Hosting.Grpc.Refusals.Of(
        Reasons.Statuses[refusal.Reason], refusal.Reason, refusal.Detail,
        refusal.Reason switch { Reasons.NoOperatingDays => "service.weekdays", Reasons.ServiceIdTaken => "service.id", _ => "service.calls" });

    private static CommandContext By(ServerCallContext context) => new() { Actor = context.Caller().Actor };
}
