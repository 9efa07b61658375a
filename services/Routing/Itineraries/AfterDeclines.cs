using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.Roads;
using Logistics.Routing.ServiceRuns;

namespace Logistics.Routing.Itineraries;

/// <summary>
/// What a carrier declined is not tendered to it again. Who declines once is not asked for another run either, unless the others
/// cannot keep the appointment: a full lorry is no quarrel.
/// </summary>
internal static class AfterDeclines
{
    internal static Plan Plan(NetworkSnapshot network, PlanQuery query, IEnumerable<CarriageDeclined> declines)
    {
        var declined = declines.ToList();
        if (declined.Count == 0) return RoadPlanner.Plan(network, query).Plan;

        var carriers = declined.Select(it => it.CarrierId).Distinct().ToList();
        if (RoadPlanner.Plan(network, query with { ExcludedCarriers = [.. query.ExcludedCarriers, .. carriers] }).Plan is Plan.Found without) return without;

        var plan = RoadPlanner.Plan(Without(network, declined), query).Plan;
        if (plan is Plan.Found again)
            return again with { Explanation = $"{again.Explanation} Without {Words.List(carriers)}, who declined another run, the appointment would not be kept." };
        return RoadPlanner.Plan(network, query).Plan is Plan.Found
            ? new Plan.None(Constraints.Declined, $"The ways that would keep the appointment were declined: {Words.List(declined.Select(Said))}. {plan.Explanation}")
            : plan;
    }

    internal static string Said(CarriageDeclined declined) =>
        $"{declined.ServiceId} by {declined.CarrierId}{(declined.Reason.Length > 0 ? $" ({declined.Reason})" : declined.Why == "timed-out" ? " (no answer in time)" : "")}";

    // As if they did not run: for this shipment they do not.
    private static NetworkSnapshot Without(NetworkSnapshot network, IEnumerable<CarriageDeclined> declined) =>
        declined.Select(it => new RunId(it.ServiceId, it.ServiceDate)).Distinct().Aggregate(
            network, (left, run) => left.WithRun(left.Facts.Apply(new RunCancelled(run.ServiceId, run.ServiceDate, 0, "declined")), run));
}
