using Logistics.Routing.Network;
using Logistics.Routing.Planning.Scans;
using Logistics.Routing.ServiceRuns;

namespace Logistics.Routing.Planning;

/// <summary>Room that plans of the same round have taken, before anybody reserved it; nothing is written.</summary>
internal sealed class RoomTaken
{
    private readonly Load[]?[] loads;
    private readonly (double WeightKg, double? VolumeM3, int? Units)[] rooms;
    private readonly List<(int Run, Reservation Held)> notYetInNetwork = [];
    private NetworkSnapshot network;

    internal RoomTaken(NetworkSnapshot snapshot)
    {
        (Snapshot, network) = (snapshot, snapshot);
        loads = new Load[]?[snapshot.Runs.Count];
        rooms = Array.ConvertAll(snapshot.Runs.Services, service => service.Details.Room);
    }

    /// <summary>What it began with.</summary>
    internal NetworkSnapshot Snapshot { get; }

    /// <summary>The network with all that was taken so far, for who plans by itself.</summary>
    internal NetworkSnapshot Network
    {
        get
        {
            if (notYetInNetwork.Count > 0) network = network.WithTaken(notYetInNetwork);
            notYetInNetwork.Clear();
            return network;
        }
    }

    /// <summary>Whether anything is reserved on it, or taken.</summary>
    internal bool IsTaken(int run) => loads[run] is not null || Snapshot.Runs.IsLoaded(run);

    /// <summary>Whether so much more has room between a call and the next.</summary>
    internal bool Fits(int run, int call, Load load) => (LoadOn(run, call) + load).Within(rooms[Snapshot.Runs.ServiceOf(run)]);

    /// <summary>Whether so much more has room all the way of a run that something is on.</summary>
    internal bool FitsThroughout(int run, Load load)
    {
        var calls = (loads[run] ?? Snapshot.Runs[run].Loads)!.Length;
        for (var call = 0; call < calls; call++)
        {
            if (!Fits(run, call, load)) return false;
        }

        return true;
    }

    /// <summary>What the shipment itself has reserved does not stand in its way.</summary>
    internal bool Fits(int run, int call, PlanQuery query) => Fits(run, call, query.Load)
        || (query.ShipmentId is { } own && Snapshot.Runs.IsLoaded(run) && Fits(run, call, query.Load - Snapshot.Runs[run].State.HeldBy(own, call)));

    /// <summary>False, and nothing is taken, where one section has no room.</summary>
    internal bool Take(IReadOnlyList<Ride> rides, PlanQuery query)
    {
        foreach (var ride in rides)
        {
            for (var call = ride.Board.Call; call <= ride.Alight.Call; call++)
            {
                if (!Fits(ride.Board.Run, call, query)) return false;
            }
        }

        foreach (var ride in rides) Take(ride.Board.Run, ride.Board.Call, ride.Alight.Call + 1, query);
        return true;
    }

    internal void Take(IReadOnlyList<Leg> legs, PlanQuery query)
    {
        foreach (var leg in legs) Take(Snapshot.RunIndex(new RunId(leg.ServiceId, leg.ServiceDate))!.Value, leg.FromCall, leg.ToCall, query);
    }

    private Load LoadOn(int run, int call) =>
        loads[run] is { } taken ? taken[call] : Snapshot.Runs.IsLoaded(run) ? Snapshot.Runs[run].Loads![call] : default;

    private void Take(int run, int fromCall, int toCall, PlanQuery query)
    {
        var held = loads[run] ??= (Load[]?)Snapshot.Runs[run].Loads?.Clone() ?? new Load[Snapshot.Runs[run].Service.Calls.Count];
        for (var call = fromCall; call < toCall; call++) held[call] += query.Load;
        notYetInNetwork.Add((run, new Reservation(query.ShipmentId ?? "", fromCall, toCall, query.Load)));
    }
}
