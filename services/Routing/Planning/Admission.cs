using Logistics.Routing.CarrierServices;
using Logistics.Routing.Network;
using Logistics.Routing.Planning.Scans;

namespace Logistics.Routing.Planning;

/// <summary>
/// Which sections a shipment may ride, and where and when it may be put on and off. Built by laying on one constraint after another,
/// so that a refusal can name the one that left nothing.
/// </summary>
internal readonly struct Admission : IRideRule
{
    private readonly PlanQuery query;
    private readonly Laid laid;
    private readonly ServiceVerdicts verdicts;
    private readonly int round;
    private readonly Load load;
    private readonly HubLacks needed;
    private readonly int from;
    private readonly int to;
    private readonly int minChange;
    private readonly Hours collect;
    private readonly Hours deliver;
    private readonly NetworkSnapshot network;

    private Admission(NetworkSnapshot network, PlanQuery query, Laid laid)
    {
        (this.network, this.query, this.laid) = (network, query, laid & Asked(query));
        if (!network.AnyHours) this.laid &= ~Laid.OpeningHours;
        load = query.Load;
        (verdicts, round) = ServiceVerdicts.Begin(network.Runs.Services.Length);
        (from, to) = (network.HubIndex(query.FromHubId) ?? -1, network.HubIndex(query.ToHubId) ?? -1);
        needed = (this.laid.HasFlag(Laid.Temperature) ? HubLacks.Refrigeration : HubLacks.Nothing)
            | (this.laid.HasFlag(Laid.DangerousGoods) ? HubLacks.DangerousGoodsStore : HubLacks.Nothing);
        minChange = this.laid.HasFlag(Laid.Transfer) ? query.MinTransferMinutes * 60 : 0;
        (collect, deliver) = this.laid.HasFlag(Laid.DockWindows)
            ? (DockHours.Of(network, query.CollectWindows), DockHours.Of(network, query.DeliverWindows))
            : (Hours.Always, Hours.Always);
    }

    internal static Admission Of(NetworkSnapshot network, PlanQuery query, Laid laid = Laid.All) => new(network, query, laid);

    /// <summary>What the shipment asks for; of the rest there is nothing to lay on.</summary>
    internal static Laid Asked(PlanQuery query) =>
        (query.ExcludedCarriers.Count > 0 ? Laid.Carriers : 0)
        | (query.Refrigerated || query.Temperature is not null ? Laid.Temperature : 0)
        | (query.HazardClasses.Count > 0 ? Laid.DangerousGoods : 0)
        | (query.MinTransferMinutes > 0 ? Laid.Transfer : 0)
        | (query.CollectWindows.Count + query.DeliverWindows.Count > 0 ? Laid.DockWindows : 0)
        | Laid.OpeningHours | Laid.Capacity;

    /// <summary>What hubs must have to hold the goods between two runs.</summary>
    internal HubLacks Needed => needed;

    public bool Admits(int run, int call)
    {
        var service = network.Runs.ServiceOf(run);
        if (!(verdicts.Of(service, round) ?? verdicts.Say(service, round, Suits(network.Runs.Services[service].Details)))) return false;
        return !network.Runs.IsLoaded(run) || (laid & Laid.Capacity) == 0 || HasRoom(network.Runs[run], call);
    }

    public bool Boards(int hub, int departure) =>
        (hub != from || collect.OpenAt(departure)) && ((laid & Laid.OpeningHours) == 0 || network.Hours[hub].OpenAt(departure));

    public bool Alights(int hub, int arrival) =>
        (hub == to ? deliver.OpenAt(arrival) : needed == HubLacks.Nothing || (network.Lacks[hub] & needed) == 0)
        && ((laid & Laid.OpeningHours) == 0 || network.Hours[hub].OpenAt(arrival));

    public int Change(int hub, int seconds) => Math.Max(minChange, seconds);

    private bool HasRoom(SnapshotRun run, int call) => run.Fits(load, call)
        || (query.ShipmentId is { } own && run.Fits(load - run.State.HeldBy(own, call), call));

    // Said once for all runs of a service, and of an empty run: most are.
    internal bool Suits(ServiceDetails service)
    {
        if (laid.HasFlag(Laid.Capacity) && !load.Within(service.Room)) return false;
        if (laid.HasFlag(Laid.Carriers) && query.ExcludedCarriers.Contains(service.CarrierId)) return false;
        if (laid.HasFlag(Laid.Temperature) && !(query.Temperature is { } band ? service.Holds(band) : service.Refrigerated)) return false;
        if (!laid.HasFlag(Laid.DangerousGoods)) return true;
        foreach (var hazard in query.HazardClasses)
        {
            if (!service.Takes(hazard)) return false;
        }

        return true;
    }
}
