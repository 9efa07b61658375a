using Logistics.Routing.Network;
using Logistics.Routing.Planning.Scans;
using NodaTime;

namespace Logistics.Routing.Planning;

/// <param name="Cost">In the network's currency.</param>
internal sealed record Option(IReadOnlyList<Leg> Legs, Instant Arrival, decimal Cost, double Co2eKg);

/// <summary>The ways worth choosing between: none is bettered by another in arrival, legs, CO2e and, where that counts, cost at once.</summary>
internal static class Comparison
{
    // What arrives more than a day after the earliest is no way to compare with it.
    private const int Within = 24 * 3600;

    /// <summary>In order of arrival; empty where there is no way in time.</summary>
    /// <param name="byCost">
    /// Whether a way is kept because it is cheap. If so, which ways there are tells of others' prices: who may set prices of its own finds
    /// those of others by trying at which it is kept.
    /// </param>
    internal static IReadOnlyList<Option> Of(NetworkSnapshot network, PlanQuery query, bool byCost)
    {
        if (network.HubIndex(query.FromHubId) is not { } from || network.HubIndex(query.ToHubId) is not { } to || from == to) return [];
        var admission = Admission.Of(network, query);
        var earliest = Planner.Arrivals(network, query, admission)[Lanes.MostLegs];
        var by = Planner.ArriveBySeconds(network, query);
        if (earliest == Planner.Never || earliest > by) return [];

        var (ready, deadline, price) = (Planner.ReadySeconds(network, query), Math.Min(by, earliest + Within), new FreightPrice(network, query.WeightKg));
        var scan = ParetoScan.OfThisThread;
        var found = byCost
            ? scan.Scan(network.Timetable, from, to, ready, deadline, admission, price, ArrivalByLegs.OfThisThread)
            : scan.Scan(network.Timetable, from, to, ready, deadline, admission, new EmissionsOnly(price), ArrivalByLegs.OfThisThread);
        return found.Select(option => OptionOf(network, scan, option, price)).ToList();
    }

    private static Option OptionOf(NetworkSnapshot network, ParetoScan scan, ParetoOption option, FreightPrice price)
    {
        var legs = Planner.LegsOf(network, scan.Journey(option));
        return new(legs, network.At(option.Arrival), decimal.Round(legs.Sum(price.Of), 2), option.Co2e / 1000.0);
    }
}
