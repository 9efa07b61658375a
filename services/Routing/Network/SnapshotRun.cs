using Logistics.Routing.CarrierServices;
using Logistics.Routing.ServiceRuns;

namespace Logistics.Routing.Network;

/// <summary>What the scan asks of a run; its times are in the connections.</summary>
/// <param name="Loads">Reserved kilograms on the section after each call; null where nothing is reserved.</param>
internal sealed record SnapshotRun(RunId Id, ServiceDetails Service, ServiceRun State, double[]? Loads)
{
    internal static SnapshotRun Of(RunId id, ServiceDetails service, ServiceRun state) =>
        new(id, service, state, state.Reservations.IsEmpty ? null : LoadsOf(service, state));

    // The same sum in the same order as the decider's, or the two could disagree in the last bit and planning go in circles.
    internal bool Fits(double kilograms, int call) => (Loads is null ? 0 : Loads[call]) + kilograms <= Service.CapacityKg;

    private static double[] LoadsOf(ServiceDetails service, ServiceRun state)
    {
        var loads = new double[service.Calls.Count];
        foreach (var held in state.Reservations)
        {
            // A revised service may have fewer calls than when the reservation was made.
            for (var call = held.FromCall; call < Math.Min(held.ToCall, loads.Length); call++) loads[call] += held.WeightKg;
        }

        return loads;
    }
}
