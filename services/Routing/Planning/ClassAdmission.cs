using Logistics.Routing.Network;
using Logistics.Routing.Planning.Scans;

namespace Logistics.Routing.Planning;

/// <summary>The wishes that all shipments of a class have in common, judged once for all of it; of each only its load is asked.</summary>
internal sealed class ClassAdmission : IClassRule
{
    private readonly NetworkSnapshot network;
    private readonly Admission wishes;
    private readonly HubLacks needed;
    private readonly Load most;

    /// <param name="queries">All with the same wishes, and without docks that open at times.</param>
    internal ClassAdmission(RoomTaken room, IReadOnlyList<PlanQuery> queries)
    {
        (network, Room) = (room.Snapshot, room);
        var one = queries[0];
        wishes = Admission.Of(network, one with { WeightKg = 0, VolumeM3 = 0, Units = 0 });
        needed = wishes.Needed;
        most = MostOf(queries);
        var services = Array.ConvertAll(
            network.Runs.Services, service => !wishes.Suits(service.Details) ? Verdict.No : most.Within(service.Details.Room) ? Verdict.Yes : Verdict.Ask);
        Runs = new Verdict[network.Runs.Count];
        for (var run = 0; run < Runs.Length; run++)
        {
            var verdict = services[network.Runs.ServiceOf(run)];
            Runs[run] = verdict == Verdict.Yes && room.IsTaken(run) && !room.FitsThroughout(run, most) ? Verdict.Ask : verdict;
        }
    }

    internal RoomTaken Room { get; }

    public Verdict[] Runs { get; }

    public bool Boards(int hub, int departure) => !network.AnyHours || network.Hours[hub].OpenAt(departure);

    public bool Alights(int hub, int arrival, bool ends) =>
        (!network.AnyHours || network.Hours[hub].OpenAt(arrival)) && (ends || needed == HubLacks.Nothing || (network.Lacks[hub] & needed) == 0);

    public int Change(int hub, int seconds) => wishes.Change(hub, seconds);

    /// <summary>Runs that no longer have room for the largest of the class are asked from now on.</summary>
    internal void Taken(IReadOnlyList<Leg> legs)
    {
        foreach (var leg in legs)
        {
            var run = network.RunIndex(new ServiceRuns.RunId(leg.ServiceId, leg.ServiceDate))!.Value;
            if (Runs[run] == Verdict.Yes && !Room.FitsThroughout(run, most)) Runs[run] = Verdict.Ask;
        }
    }

    internal RoomTogether For(PlanQuery[] shipments) => new(this, shipments, MostOf(shipments));

    private static Load MostOf(IEnumerable<PlanQuery> queries) => queries.Aggregate(default(Load), (load, query) => new(
        Math.Max(load.WeightKg, query.WeightKg), Math.Max(load.VolumeM3, query.VolumeM3), Math.Max(load.Units, query.Units)));
}
