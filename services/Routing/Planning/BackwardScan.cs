using Logistics.Routing.Network;

namespace Logistics.Routing.Planning;

/// <summary>
/// The mirror image: connections from the last departure back, for the latest departure that still arrives by a given second
/// with a given number of legs. Its first answer for a hub is its latest, so the first one stays.
/// </summary>
internal sealed class BackwardScan
{
    private readonly NetworkSnapshot network;
    private readonly int to;
    private readonly int by;
    private readonly int hubs;
    private readonly int[] latest;
    private readonly (int Board, int Alight)[] ride;
    private readonly (byte Legs, int Alight)[] aboard;

    private BackwardScan(NetworkSnapshot network, int to, int by)
    {
        this.network = network;
        this.to = to;
        this.by = by;
        hubs = network.HubIds.Length;
        latest = new int[(ForwardScan.MaxLegs + 1) * hubs];
        Array.Fill(latest, -1);
        ride = new (int, int)[latest.Length];
        aboard = new (byte, int)[network.Runs.Length];
    }

    /// <summary>Pairs of connections, boarded and alighted from, one a leg; empty where it cannot be done.</summary>
    internal static IReadOnlyList<(Connection Board, Connection Alight)> LatestDeparture(
        NetworkSnapshot network, int from, int to, int ready, int by, int legs, Admission admission)
    {
        var scan = new BackwardScan(network, to, by);
        scan.Run(ready, admission);
        return scan.Rides(from, legs);
    }

    private void Run(int ready, Admission admission)
    {
        for (var i = network.FirstDepartureFrom(by) - 1; i >= 0 && network.Connections[i].Departure >= ready; i--)
        {
            var c = network.Connections[i];
            if (!admission.Admits(network.Runs[c.Run], c.Call))
            {
                aboard[c.Run] = default;
                continue;
            }

            if (FewestLegsAfter(c) is var after and > 0 && (aboard[c.Run].Legs == 0 || after < aboard[c.Run].Legs))
                aboard[c.Run] = ((byte)after, i);
            if (aboard[c.Run].Legs == 0) continue;

            var slot = (aboard[c.Run].Legs * hubs) + c.From;
            if (latest[slot] >= c.Departure) continue;
            latest[slot] = c.Departure;
            ride[slot] = (i, aboard[c.Run].Alight);
        }
    }

    /// <summary>Legs from here on, this one included, where the goods get off at its end; 0 where that leads nowhere.</summary>
    private int FewestLegsAfter(Connection c)
    {
        if (c.To == to) return c.Arrival <= by ? 1 : 0;
        var ready = c.Arrival + network.TransferSeconds[c.To];
        for (var legs = 1; legs < ForwardScan.MaxLegs; legs++)
        {
            if (latest[(legs * hubs) + c.To] >= ready) return legs + 1;
        }

        return 0;
    }

    private List<(Connection Board, Connection Alight)> Rides(int from, int legs)
    {
        var rides = new List<(Connection, Connection)>(legs);
        for (var (hub, left) = (from, legs); left > 0; left--)
        {
            if (latest[(left * hubs) + hub] < 0) return [];
            var (board, alight) = ride[(left * hubs) + hub];
            rides.Add((network.Connections[board], network.Connections[alight]));
            hub = network.Connections[alight].To;
        }

        return rides;
    }
}
