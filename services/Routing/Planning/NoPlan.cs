using Logistics.Routing.Network;
using NodaTime;

namespace Logistics.Routing.Planning;

/// <summary>
/// Names the constraint that removed the last option: constraints are laid on one after another, and the first that leaves
/// nothing is the one.
/// </summary>
internal static class NoPlan
{
    internal static Plan.None Explain(NetworkSnapshot network, PlanQuery query)
    {
        var (from, to) = (Words.Hub(network, query.FromHubId), Words.Hub(network, query.ToHubId));
        var ready = $"after {Words.Time(network, query.FromHubId, query.ReadyAt)}";

        if (Earliest(network, query, Admission.Everything) is not { } any)
        {
            return new Plan.None(
                Constraints.Network,
                $"No carrier service leads from {from} to {to} {ready} with at most {ForwardScan.MaxLegs} legs, "
                + $"looking ahead to {Words.Time(network, query.ToHubId, network.End)}.");
        }

        if (any > query.ArriveBy) return Deadline(network, query, any, "The earliest of all ways");

        var cooled = new Admission(0, query.Refrigerated, query.ShipmentId);
        if (Earliest(network, query, cooled) is not { } cold)
        {
            return new Plan.None(
                Constraints.Temperature,
                $"No refrigerated service leads from {from} to {to} {ready}; without cooling it would be {At(network, query, any)}.");
        }

        if (cold > query.ArriveBy) return Deadline(network, query, cold, "The earliest refrigerated way");

        if (Earliest(network, query, cooled with { WeightKg = query.WeightKg }) is not { } fitting)
        {
            return new Plan.None(
                Constraints.Capacity,
                $"No run from {from} to {to} {ready} has {Words.Kilograms(query.WeightKg)} free; "
                + $"lighter goods could arrive {At(network, query, cold)}.");
        }

        return Deadline(network, query, fitting, $"The earliest way with {Words.Kilograms(query.WeightKg)} free");
    }

    private static Instant? Earliest(NetworkSnapshot network, PlanQuery query, Admission admission) =>
        Planner.Arrivals(network, query, admission).Min() is var seconds && seconds == ForwardScan.Never ? null : network.At(seconds);

    private static Plan.None Deadline(NetworkSnapshot network, PlanQuery query, Instant arrival, string way) => new(
        Constraints.Appointment,
        $"{way} arrives {At(network, query, arrival)}, {Words.Span(arrival - query.ArriveBy)} after the appointment of "
        + $"{Words.Time(network, query.ToHubId, query.ArriveBy)}.");

    private static string At(NetworkSnapshot network, PlanQuery query, Instant arrival) =>
        Words.Time(network, query.ToHubId, arrival);
}
