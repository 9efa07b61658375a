using System.Collections.Immutable;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hubs;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Network;

/// <summary>
/// Everything the log says of hubs, services and runs, folded by every process for itself. Immutable: whoever plans keeps the one
/// it started with.
/// </summary>
internal sealed record NetworkFacts(
    ImmutableDictionary<string, HubDetails> Hubs,
    ImmutableDictionary<string, ServiceDetails> Services,
    ImmutableDictionary<RunId, ServiceRun> Runs)
{
    internal static readonly NetworkFacts Empty = new(
        ImmutableDictionary<string, HubDetails>.Empty,
        ImmutableDictionary<string, ServiceDetails>.Empty,
        ImmutableDictionary<RunId, ServiceRun>.Empty);

    /// <summary>The same facts where the event is none of the network's.</summary>
    internal NetworkFacts Apply(object e) => e switch
    {
        HubRegistered hub => this with { Hubs = Hubs.SetItem(hub.HubId, hub.Details) },
        HubRevised hub => this with { Hubs = Hubs.SetItem(hub.HubId, hub.Details) },
        CarrierServiceRegistered service => this with { Services = Services.SetItem(service.ServiceId, service.Details) },
        CarrierServiceRevised service => this with { Services = Services.SetItem(service.ServiceId, service.Details) },
        CapacityReserved or CapacityReleased or DelayReported => WithRun(RunId.Of(e), e),
        _ => this,
    };

    internal ServiceRun Run(RunId id) => Runs.GetValueOrDefault(id, ServiceRun.None);

    internal DateTimeZone? ZoneOf(string hubId) =>
        Hubs.TryGetValue(hubId, out var hub) ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(hub.Zone) : null;

    internal NetworkFacts Without(Func<RunId, bool> bygone) => this with { Runs = Runs.RemoveRange(Runs.Keys.Where(bygone)) };

    private NetworkFacts WithRun(RunId id, object e) =>
        this with { Runs = Runs.SetItem(id, ServiceRun.Evolve(Run(id), e)) };
}
