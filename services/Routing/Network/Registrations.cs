using Grpc.Core;
using Logistics.EventStore;
using Logistics.Hosting.Identity;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hauliers;
using Logistics.Routing.Hubs;
using Wire = Logistics.Routing.V1;

namespace Logistics.Routing.Network;

/// <summary>A hub or a service as a caller sends it, one at a time or from a file.</summary>
internal sealed class Registrations(Transactor transactor, LiveNetwork network)
{
    internal async Task<Wire.Hub> Register(Wire.Hub hub, Caller caller, CancellationToken ct)
    {
        var id = NetworkRequests.HubId(hub.Id, "hub.id");
        var details = Mapping.HubOf(hub);
        var done = await transactor.Transact(HubDecider.Stream, id, state => HubDecider.Register(state, id, details), By(caller), ct);
        return Mapping.Hub(id, done.State.Details!);
    }

    internal async Task<Wire.CarrierService> Register(Wire.CarrierService service, Caller caller, CancellationToken ct)
    {
        var (id, details) = Checked(service, caller);
        var facts = await network.Facts(ct);
        var done = await transactor.Transact(
            CarrierServiceDecider.Stream, id, state => CarrierServiceDecider.Register(state, id, details, facts.ZoneOf), By(caller), ct);
        if (done.Refused is { } refused) throw Refused(refused);
        return Mapping.Service(id, done.State.Details!);
    }

    /// <summary>The network with that hub, where it is right; nothing is registered.</summary>
    internal static NetworkFacts With(NetworkFacts facts, Wire.Hub hub) =>
        facts.Apply(new HubRegistered(NetworkRequests.HubId(hub.Id, "hub.id"), Mapping.HubOf(hub)));

    /// <summary>Refuses what registering it in that network would refuse; nothing is registered.</summary>
    internal static bool Check(Wire.CarrierService service, Caller caller, NetworkFacts facts)
    {
        var (id, details) = Checked(service, caller);
        var known = facts.Services.TryGetValue(id, out var before) ? CarrierService.None with { Details = before } : CarrierService.None;
        return CarrierServiceDecider.Register(known, id, details, facts.ZoneOf) is Decision.Refused { Refusal: var refusal } ? throw Refused(refusal) : true;
    }

    internal async Task<Wire.Haulier> Register(Wire.Haulier haulier, Caller caller, CancellationToken ct)
    {
        var (id, details) = Checked(haulier, caller);
        var facts = await network.Facts(ct);
        var done = await transactor.Transact(
            HaulierDecider.Stream, id, state => HaulierDecider.Register(state, id, details, facts.Hubs.ContainsKey), By(caller), ct);
        return done.Refused is { } refused ? throw RefusedHaulier(refused) : HaulierRequests.Message(id, done.State.Details!);
    }

    private static (string Id, HaulierDetails Details) Checked(Wire.Haulier haulier, Caller caller)
    {
        var id = NetworkRequests.ServiceId(haulier.Id, "haulier.id");
        var details = HaulierRequests.Details(haulier);
        return Access.MayRunServicesOf(caller, details.CarrierId)
            ? (id, details)
            : throw Hosting.Grpc.Refusals.Of(StatusCode.PermissionDenied, "permission-denied", "A carrier registers itself.", "haulier.carrier_id");
    }

    internal static bool Check(Wire.Haulier haulier, Caller caller, NetworkFacts facts)
    {
        var (id, details) = Checked(haulier, caller);
        var known = facts.Hauliers.TryGetValue(id, out var before) ? new Haulier(id, before) : Haulier.None;
        return HaulierDecider.Register(known, id, details, facts.Hubs.ContainsKey) is Decision.Refused { Refusal: var refusal } ? throw RefusedHaulier(refusal) : true;
    }

    private static RpcException RefusedHaulier(Refusal refusal) => Hosting.Grpc.Refusals.Of(
        Reasons.Statuses[refusal.Reason], refusal.Reason, refusal.Detail, refusal.Reason == Reasons.UnknownHub ? "haulier.hub_ids" : "haulier.id");

    private static (string Id, ServiceDetails Details) Checked(Wire.CarrierService service, Caller caller)
    {
        var id = NetworkRequests.ServiceId(service.Id, "service.id");
        var details = NetworkRequests.Service(service);
        return Access.MayRunServicesOf(caller, details.CarrierId)
            ? (id, details)
            : throw Hosting.Grpc.Refusals.Of(StatusCode.PermissionDenied, "permission-denied", "A carrier registers its own services.", "service.carrier_id");
    }

    private static RpcException Refused(Refusal refusal) => Hosting.Grpc.Refusals.Of(
        Reasons.Statuses[refusal.Reason], refusal.Reason, refusal.Detail,
        refusal.Reason switch { Reasons.NoOperatingDays => "service.weekdays", Reasons.ServiceIdTaken => "service.id", _ => "service.calls" });

    private static CommandContext By(Caller caller) => new() { Actor = caller.Actor };
}
