namespace Logistics.Routing.Tests.Scans;

/// <summary>
/// Slow and plain: all ways with one leg more, from all that are worth going on from, leg by leg. Shares nothing with the scan.
/// </summary>
internal sealed class ParetoOracle(GeneratedTimetable network, RunPrices prices, int target, int deadline)
{
    private readonly List<(int Arrival, int Legs, int Cost, int Co2e)> found = [];

    internal IReadOnlyList<(int Arrival, int Legs, int Cost, int Co2e)> Ways(int from, int ready, int mostLegs)
    {
        List<(int Hub, int Ready, int Cost, int Co2e)> states = [(from, ready, 0, 0)];
        for (var hub = 0; hub < network.Hubs; hub++)
        {
            if (network.Walk(from, hub) is { } seconds) states.Add((hub, ready + seconds, 0, 0));
        }

        for (var legs = 1; legs <= mostLegs; legs++) states = Worth(states.SelectMany(state => Rides(state, legs)).ToList());
        return found.Where(way => way.Arrival <= deadline && !found.Any(other => Betters(other, way))).Distinct().Order().ToList();
    }

    private List<(int Hub, int Ready, int Cost, int Co2e)> Rides((int Hub, int Ready, int Cost, int Co2e) state, int legs)
    {
        var next = new List<(int, int, int, int)>();
        for (var run = 0; run < network.Runs.Count; run++)
        {
            var calls = network.Runs[run];
            for (var board = 0; board + 1 < calls.Count; board++)
            {
                if (calls[board].Hub != state.Hub || calls[board].Departure < state.Ready || calls[board].Departure > deadline) continue;
                for (var alight = board + 1; alight < calls.Count; alight++)
                {
                    var (hub, arrival) = (calls[alight].Hub, calls[alight].Arrival);
                    if (calls[alight - 1].Departure > deadline) break;
                    var cost = state.Cost + prices.CostPerLeg(run) + prices.CostTo(run, alight) - prices.CostTo(run, board);
                    var co2e = state.Co2e + prices.Co2eTo(run, alight) - prices.Co2eTo(run, board);
                    if (hub == target) found.Add((arrival, legs, cost, co2e));
                    next.Add((hub, arrival + network.Change(hub), cost, co2e));
                    for (var other = 0; other < network.Hubs; other++)
                    {
                        if (network.Walk(hub, other) is not { } seconds) continue;
                        if (other == target) found.Add((arrival + seconds, legs, cost, co2e));
                        next.Add((other, arrival + seconds, cost, co2e));
                    }
                }
            }
        }

        return next;
    }

    private static List<(int Hub, int Ready, int Cost, int Co2e)> Worth(List<(int Hub, int Ready, int Cost, int Co2e)> states) => states.Distinct()
        .GroupBy(state => state.Hub)
        .SelectMany(at => at.Where(state => !at.Any(other => other != state && other.Ready <= state.Ready && other.Cost <= state.Cost && other.Co2e <= state.Co2e)))
        .ToList();

    private static bool Betters((int Arrival, int Legs, int Cost, int Co2e) a, (int Arrival, int Legs, int Cost, int Co2e) b) =>
        a != b && a.Arrival <= b.Arrival && a.Legs <= b.Legs && a.Cost <= b.Cost && a.Co2e <= b.Co2e;
}
