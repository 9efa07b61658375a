using Logistics.Routing.Network;
using Logistics.Routing.Planning.Scans;
using Logistics.Routing.ServiceRuns;

namespace Logistics.Routing.Planning;

/// <summary>Room that plans of the same round have taken, before anybody reserved it: a snapshot of its own, nothing is written.</summary>
internal sealed class RoomTaken(NetworkSnapshot network)
{
    /// <summary>The network with all that was taken so far.</summary>
    internal NetworkSnapshot Network { get; private set; } = network;

    /// <summary>False, and nothing is taken, where one section has no room.</summary>
    internal bool Take(IReadOnlyList<Ride> rides, PlanQuery query)
    {
        var admission = Admission.Of(Network, query);
        foreach (var ride in rides)
        {
            for (var call = ride.Board.Call; call <= ride.Alight.Call; call++)
            {
                if (!admission.Admits(ride.Board.Run, call)) return false;
            }
        }

        foreach (var ride in rides) Take(ride.Board.Run, ride.Board.Call, ride.Alight.Call + 1, query);
        return true;
    }

    internal bool Take(IReadOnlyList<Leg> legs, PlanQuery query)
    {
        foreach (var leg in legs) Take(Network.RunIndex(new RunId(leg.ServiceId, leg.ServiceDate))!.Value, leg.FromCall, leg.ToCall, query);
        return true;
    }

    private void Take(int run, int fromCall, int toCall, PlanQuery query) =>
        Network = Network.WithTaken(run, new Reservation(query.ShipmentId ?? "", fromCall, toCall, query.Load));
}
