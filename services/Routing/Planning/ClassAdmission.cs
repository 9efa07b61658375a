using Logistics.Routing.Network;
using Logistics.Routing.Planning.Scans;

namespace Logistics.Routing.Planning;

/// <summary>The wishes that all shipments of a class have in common, judged once for all of it; of each only its load is asked.</summary>
internal sealed class ClassAdmission
{
    private readonly NetworkSnapshot network;
    private readonly Admission wishes;
    private readonly HubLacks needed;

    /// <param name="queries">All with the same wishes, and without docks that open at times.</param>
    internal ClassAdmission(RoomTaken room, IReadOnlyList<PlanQuery> queries)
    {
        (network, Room) = (room.Snapshot, room);
        var one = queries[0];
        wishes = Admission.Of(network, one with { WeightKg = 0, VolumeM3 = 0, Units = 0 });
        needed = wishes.Needed;
        var most = MostOf(queries);
        var services = Array.ConvertAll(
            network.Runs.Services, service => !wishes.Suits(service.Details) ? Verdict.No : most.Within(service.Details.Room) ? Verdict.Yes : Verdict.Ask);
        Runs = new Verdict[network.Runs.Count];
        for (var run = 0; run < Runs.Length; run++)
        {
            var verdict = services[network.Runs.ServiceOf(run)];
            Runs[run] = verdict == Verdict.Yes && room.IsTaken(run) ? Verdict.Ask : verdict;
        }
    }

    internal RoomTaken Room { get; }

    internal Verdict[] Runs { get; }

    /// <summary>Runs with something on them are asked from now on.</summary>
    internal void Taken(IReadOnlyList<Leg> legs)
    {
        foreach (var leg in legs)
        {
            var run = network.RunIndex(new ServiceRuns.RunId(leg.ServiceId, leg.ServiceDate))!.Value;
            if (Runs[run] == Verdict.Yes) Runs[run] = Verdict.Ask;
        }
    }

    internal TogetherRule For(PlanQuery[] shipments) => new(this, network, wishes, needed, shipments, MostOf(shipments));

    private static Load MostOf(IEnumerable<PlanQuery> queries) => queries.Aggregate(default(Load), (load, query) => new(
        Math.Max(load.WeightKg, query.WeightKg), Math.Max(load.VolumeM3, query.VolumeM3), Math.Max(load.Units, query.Units)));
}
