using Logistics.Routing.CarrierServices;

namespace Logistics.Routing.Network;

/// <summary>What all runs of a service have in common, prepared once.</summary>
/// <param name="Kilometres">Of the section after each call.</param>
internal sealed record SnapshotService(ServiceDetails Details, double[] Kilometres)
{
    internal static SnapshotService Of(NetworkFacts facts, ServiceDetails details)
    {
        var kilometres = new double[details.Calls.Count];
        for (var call = 0; call + 1 < kilometres.Length; call++)
        {
            if (facts.Hubs.TryGetValue(details.Calls[call].HubId, out var from) && facts.Hubs.TryGetValue(details.Calls[call + 1].HubId, out var to))
                kilometres[call] = Distance.Kilometres(from, to, details.Mode);
        }

        return new SnapshotService(details, kilometres);
    }
}
