using Logistics.Routing.CarrierServices;
using Logistics.Routing.Roads;

namespace Logistics.Routing.Network;

/// <summary>What all runs of a service have in common, prepared once.</summary>
/// <param name="KilometresTo">From the first call to each.</param>
internal sealed record SnapshotService(ServiceDetails Details, double[] KilometresTo, Tariff Tariff)
{
    /// <summary>What a lorry does that is ordered for this way; null for a timetable.</summary>
    internal RoadDrive? Road { get; init; }

    internal static SnapshotService Of(NetworkFacts facts, ServiceDetails details)
    {
        var kilometres = new double[details.Calls.Count];
        for (var call = 1; call < kilometres.Length; call++)
        {
            kilometres[call] = kilometres[call - 1];
            if (facts.Hubs.TryGetValue(details.Calls[call - 1].HubId, out var from) && facts.Hubs.TryGetValue(details.Calls[call].HubId, out var to))
                kilometres[call] += Distance.Kilometres(from, to, details.Mode);
        }

        return new SnapshotService(details, kilometres, details.Tariff ?? Tariff.UsualOf(details.Mode));
    }
}
