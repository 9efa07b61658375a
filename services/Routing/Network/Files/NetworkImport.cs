using Grpc.Core;
using Logistics.Hosting.Identity;
using Logistics.Routing.V1;

namespace Logistics.Routing.Network.Files;

/// <summary>
/// A network from files: all of it is checked, line by line and against the network there is, before the first of it is registered.
/// </summary>
internal sealed class NetworkImport(Registrations registrations, LiveNetwork network)
{
    internal async Task<ImportNetworkResponse> Import(ImportNetworkRequest request, Caller caller, CancellationToken ct)
    {
        var (hubs, services, hauliers) = NetworkFiles.Read(request);
        if (hubs.Count > 0 && !Access.IsOperator(caller))
            throw Hosting.Grpc.Refusals.Of(StatusCode.PermissionDenied, "permission-denied", "Hubs are registered by who operates the network.", "files");
        var facts = await network.Facts(ct);
        foreach (var hub in hubs) hub.Checked(() => facts = Registrations.With(facts, hub.Item));
        foreach (var service in services) service.Checked(() => Registrations.Check(service.Item, caller, facts));
        foreach (var haulier in hauliers) haulier.Checked(() => Registrations.Check(haulier.Item, caller, facts));
        if (request.CheckOnly) return Registered();

        // What changed since the check may still refuse one.
        foreach (var hub in hubs) await hub.Checked(() => registrations.Register(hub.Item, caller, ct));
        foreach (var service in services) await service.Checked(() => registrations.Register(service.Item, caller, ct));
        foreach (var haulier in hauliers) await haulier.Checked(() => registrations.Register(haulier.Item, caller, ct));
        return Registered();

        ImportNetworkResponse Registered() => new() { Hubs = hubs.Count, Services = services.Count, Hauliers = hauliers.Count };
    }
}
