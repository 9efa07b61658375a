using Logistics.Routing.CarrierServices;
using Logistics.Routing.ServiceRuns;

namespace Logistics.Routing.Network;

/// <summary>What the scan asks of a run; its times are in the connections.</summary>
/// <param name="Loads">Reserved on the section after each call; null where nothing is reserved.</param>
internal sealed record SnapshotRun(RunId Id, SnapshotService On, ServiceRun State, Load[]? Loads)
{
    internal ServiceDetails Service => On.Details;

    internal static SnapshotRun Of(RunId id, SnapshotService service, ServiceRun state) =>
        new(id, service, state, state.Reservations.IsEmpty ? null : LoadsOf(service.Details, state));

    // The same sum in the same order as the decider's, or the two could disagree in the last bit and planning go in circles.
    internal bool Fits(Load load, int call) => ((Loads is null ? default : Loads[call]) + load).Within(Service.Room);

    private static Load[] LoadsOf(ServiceDetails service, ServiceRun state)
    {
        var loads = new Load[service.Calls.Count];
        foreach (var held in state.Reservations)
        {
            // A revised service may have fewer calls than when the reservation was made.
            for (var call = held.FromCall; call < Math.Min(held.ToCall, loads.Length); call++) loads[call] += held.Load;
        }

        return loads;
    }
}
