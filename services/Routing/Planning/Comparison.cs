using Logistics.Routing.Network;
using Logistics.Routing.Planning.Scans;
using NodaTime;

namespace Logistics.Routing.Planning;

/// <param name="Cost">In the network's currency.</param>
internal sealed record Option(IReadOnlyList<Leg> Legs, Instant Arrival, decimal Cost, double Co2eKg);

/// <summary>The ways worth choosing between: none is bettered by another in arrival, legs, cost and CO2e at once.</summary>
internal static class Comparison
{
    // What arrives more than a day after the earliest is no way to compare with it.
    private const int Within = 24 * 3600;

    /// <summary>In order of arrival; empty where there is no way in time.</summary>
    internal static IReadOnlyList<Option> Of(NetworkSnapshot network, PlanQuery query)
    {
        if (network.HubIndex(query.FromHubId) is not { } from || network.HubIndex(query.ToHubId) is not { } to || from == to) return [];
        var admission = Admission.Of(network, query);
        var earliest = Planner.Arrivals(network, query, admission)[Lanes.MostLegs];
        var by = Planner.ArriveBySeconds(network, query);
        if (earliest == Planner.Never || earliest > by) return [];

        var scan = ParetoScan.OfThisThread;
        return scan.Scan(
                network.Timetable, from, to, Planner.ReadySeconds(network, query), Math.Min(by, earliest + Within), admission,
                new FreightPrice(network, query.WeightKg), ArrivalByLegs.OfThisThread)
            .Select(option => new Option(
                Planner.LegsOf(network, scan.Journey(option)), network.At(option.Arrival), option.Cost / 100m, option.Co2e / 1000.0))
            .ToList();
    }
}
