using System.Collections.Immutable;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Hauliers;
using Logistics.Routing.Hubs;
using Logistics.Routing.ServiceRuns;
using Logistics.Routing.SpeedRestrictions;
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
    private ImmutableDictionary<string, ImmutableList<Closure>> Closures { get; init; } = ImmutableDictionary<string, ImmutableList<Closure>>.Empty;

    /// <summary>What a lorry drives at most; a setting, not of the log.</summary>
    internal double RoadKilometresPerHour { get; init; } = RoutingSettings.SpeedLimiter;

    /// <summary>Who drives without a timetable, by id.</summary>
    internal ImmutableDictionary<string, HaulierDetails> Hauliers { get; private init; } = ImmutableDictionary<string, HaulierDetails>.Empty;

    /// <summary>By their ids, those that are in force.</summary>
    internal ImmutableDictionary<string, SlowSection> SlowSections { get; private init; } = ImmutableDictionary<string, SlowSection>.Empty;

    /// <summary>By service: those that its vehicle runs next.</summary>
    private ImmutableDictionary<string, ImmutableList<string>> Successors { get; init; } = ImmutableDictionary<string, ImmutableList<string>>.Empty;

    internal static readonly NetworkFacts Empty = new(
        ImmutableDictionary<string, HubDetails>.Empty,
        ImmutableDictionary<string, ServiceDetails>.Empty,
        ImmutableDictionary<RunId, ServiceRun>.Empty);

    /// <summary>The same facts where the event is none of the network's.</summary>
    internal NetworkFacts Apply(object e) => e switch
    {
        HubRegistered hub => this with { Hubs = Hubs.SetItem(hub.HubId, hub.Details) },
        HubRevised hub => this with { Hubs = Hubs.SetItem(hub.HubId, hub.Details) },
        HubClosed closed => this with { Closures = Closures.SetItem(closed.HubId, Hub.With(ClosuresOf(closed.HubId), closed.Closure)) },
        SpeedRestricted { Section.IsLifted: true } lifted => this with { SlowSections = SlowSections.Remove(lifted.RestrictionId) },
        SpeedRestricted restricted => this with { SlowSections = SlowSections.SetItem(restricted.RestrictionId, restricted.Section) },
        CarrierServiceRegistered service => WithService(service.ServiceId, service.Details),
        CarrierServiceRevised service => WithService(service.ServiceId, service.Details),
        HaulierRegistered haulier => this with { Hauliers = Hauliers.SetItem(haulier.HaulierId, haulier.Details) },
        HaulierRevised haulier => this with { Hauliers = Hauliers.SetItem(haulier.HaulierId, haulier.Details) },
        CapacityReserved or CapacityReleased or DelayReported or RunCancelled => WithRun(RunId.Of(e), e),
        _ => this,
    };

    internal ServiceRun Run(RunId id) => Runs.GetValueOrDefault(id, ServiceRun.None);

    internal ImmutableList<Closure> ClosuresOf(string hubId) => Closures.GetValueOrDefault(hubId, []);

    /// <summary>The runs that the vehicle of this one makes after it.</summary>
    internal IEnumerable<RunId> After(RunId run) => Successors.GetValueOrDefault(run.ServiceId, [])
        .Select(service => new RunId(service, run.ServiceDate.PlusDays(Services[service].Continues!.DaysBefore)));

    internal DateTimeZone? ZoneOf(string hubId) =>
        Hubs.TryGetValue(hubId, out var hub) ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(hub.Zone) : null;

    internal NetworkFacts Without(Func<RunId, bool> bygone) => this with { Runs = Runs.RemoveRange(Runs.Keys.Where(bygone)) };

    private NetworkFacts WithService(string id, ServiceDetails details)
    {
        var successors = Successors;
        if (Services.GetValueOrDefault(id)?.Continues is { } before)
            successors = successors.SetItem(before.ServiceId, successors[before.ServiceId].Remove(id));
        if (details.Continues is { } now)
            successors = successors.SetItem(now.ServiceId, successors.GetValueOrDefault(now.ServiceId, []).Add(id));
        return this with { Services = Services.SetItem(id, details), Successors = successors };
    }

    private NetworkFacts WithRun(RunId id, object e) =>
        this with { Runs = Runs.SetItem(id, ServiceRun.Evolve(Run(id), e)) };
}
