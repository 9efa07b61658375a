using Logistics.Routing.Network;

namespace Logistics.Routing.Planning;

/// <summary>
/// Connection Scan with a label for each number of legs: connections in order of departure, each looked at once. For a given
/// connection the arrival is fixed, so being on board with fewer legs is at least as good as with more.
/// </summary>
internal static class ForwardScan
{
    internal const int MaxLegs = 6;

    internal const int Never = int.MaxValue;

    // How much later than the earliest an arrival with fewer legs is still worth mentioning.
    private const int AlternativesWithin = 24 * 3600;

    /// <summary>
    /// Earliest arrival at the destination by number of legs (index); Never where there is none, or none within a day of the best.
    /// </summary>
    internal static int[] Arrivals(NetworkSnapshot network, int from, int to, int ready, Admission admission)
    {
        var hubs = network.HubIds.Length;
        var readyAt = new int[(MaxLegs + 1) * hubs];
        Array.Fill(readyAt, Never);
        readyAt[from] = ready;
        var aboard = new byte[network.Runs.Length];
        var arrivals = new int[MaxLegs + 1];
        Array.Fill(arrivals, Never);

        var limit = Never;
        var connections = network.Connections;
        for (var i = network.FirstDepartureFrom(ready); i < connections.Length; i++)
        {
            ref readonly var c = ref connections[i];
            if (c.Departure > limit) break;
            if (!admission.Admits(network.Runs[c.Run], c.Call))
            {
                aboard[c.Run] = 0;
                continue;
            }

            var legs = FewestLegs(readyAt, hubs, c.From, c.Departure, aboard[c.Run]);
            if (legs == 0) continue;
            aboard[c.Run] = (byte)legs;
            if (c.To == to)
            {
                if (c.Arrival < arrivals[legs]) arrivals[legs] = c.Arrival;
                limit = legs == 1 ? Math.Min(limit, c.Arrival) : Math.Min(limit, c.Arrival + AlternativesWithin);
            }

            var slot = (legs * hubs) + c.To;
            readyAt[slot] = Math.Min(readyAt[slot], c.Arrival + network.TransferSeconds[c.To]);
        }

        // A run that leaves after the limit may be faster than one found beyond it: what lies beyond is not known to be best.
        for (var legs = 1; legs <= MaxLegs; legs++)
        {
            if (arrivals[legs] > limit) arrivals[legs] = Never;
        }

        return arrivals;
    }

    private static int FewestLegs(int[] readyAt, int hubs, int hub, int departure, int aboard)
    {
        var most = aboard == 0 ? MaxLegs : aboard - 1;
        for (var legs = 0; legs < most; legs++)
        {
            if (readyAt[(legs * hubs) + hub] <= departure) return legs + 1;
        }

        return aboard;
    }
}
