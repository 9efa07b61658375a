using Logistics.Routing.Network;
using Logistics.Routing.Planning.Scans;
using NodaTime;

namespace Logistics.Routing.Planning;

/// <summary>
/// Names the constraint that removed the last option: constraints are laid on one after another, and the first that leaves
/// nothing, or nothing in time, is the one.
/// </summary>
internal static class NoPlan
{
    private static readonly Laid[] Order =
        [Laid.Carriers, Laid.Temperature, Laid.DangerousGoods, Laid.Transfer, Laid.OpeningHours, Laid.DockWindows, Laid.Capacity];

    internal static Plan.None Explain(NetworkSnapshot network, PlanQuery query)
    {
        var (from, to) = (Words.Hub(network, query.FromHubId), Words.Hub(network, query.ToHubId));
        var ready = $"after {Words.Time(network, query.FromHubId, query.ReadyAt)}";
        if (Earliest(network, query, Laid.Nothing) is not { } earliest)
        {
            return new Plan.None(
                Constraints.Network,
                $"No carrier service leads from {from} to {to} {ready} with at most {Lanes.MostLegs} legs, "
                + $"looking ahead to {Words.Time(network, query.ToHubId, network.End)}.");
        }

        if (earliest > query.ArriveBy) return Deadline(network, query, earliest, "The earliest of all ways");

        var asked = Admission.Asked(query);
        var laid = Laid.Nothing;
        foreach (var next in Order.Where(constraint => asked.HasFlag(constraint)))
        {
            laid |= next;
            if (Earliest(network, query, laid) is not { } with)
                return Removed(next, query, $"from {from} to {to} {ready}", At(network, query, earliest));
            if (with > query.ArriveBy) return Deadline(network, query, with, WayOf(next, query));
            earliest = with;
        }

        throw new InvalidOperationException($"The scans disagree about {query}: under every constraint there is a way.");
    }

    private static Plan.None Removed(Laid constraint, PlanQuery query, string way, string without) => constraint switch
    {
        Laid.Carriers => new(Constraints.Carriers, $"No way {way} does without the excluded carriers ({Words.List(query.ExcludedCarriers)}); with them it would be {without}."),
        Laid.Temperature when query.Temperature is { } band => new(
            Constraints.Temperature, $"No service {way} holds {Words.Band(band)}; without that it would be {without}."),
        Laid.Temperature => new(Constraints.Temperature, $"No refrigerated service leads {way}; without cooling it would be {without}."),
        Laid.DangerousGoods => new(
            Constraints.DangerousGoods, $"No service {way} takes dangerous goods of class {Words.List(query.HazardClasses)}; without them it would be {without}."),
        Laid.Transfer => new(Constraints.Transfer, $"No way {way} leaves {query.MinTransferMinutes} min to change; with the hubs' own minimum it would be {without}."),
        Laid.OpeningHours => new(Constraints.OpeningHours, $"No way {way} finds its hubs open; were they always, it would be {without}."),
        Laid.DockWindows => new(Constraints.DockWindows, $"No way {way} meets the dock windows; without them it would be {without}."),
        _ => new(Constraints.Capacity, $"No run {way} has {Words.Room(query.Load)}; lighter goods could arrive {without}."),
    };

    private static string WayOf(Laid constraint, PlanQuery query) => constraint switch
    {
        Laid.Carriers => "The earliest way without the excluded carriers",
        Laid.Temperature => "The earliest refrigerated way",
        Laid.DangerousGoods => "The earliest way that takes the dangerous goods",
        Laid.Transfer => $"The earliest way with {query.MinTransferMinutes} min to change",
        Laid.OpeningHours => "The earliest way through open hubs",
        Laid.DockWindows => "The earliest way that meets the dock windows",
        _ => $"The earliest way with {Words.Room(query.Load)}",
    };

    private static Instant? Earliest(NetworkSnapshot network, PlanQuery query, Laid laid) =>
        Planner.Arrivals(network, query, Admission.Of(network, query, laid))[Lanes.MostLegs] is var seconds && seconds == Planner.Never
            ? null
            : Planner.AvailableAt(network, query, seconds);

    private static Plan.None Deadline(NetworkSnapshot network, PlanQuery query, Instant arrival, string way) => new(
        Constraints.Appointment,
        $"{way} arrives {At(network, query, arrival)}, {Words.Span(arrival - query.ArriveBy)} after the appointment of "
        + $"{Words.Time(network, query.ToHubId, query.ArriveBy)}.");

    private static string At(NetworkSnapshot network, PlanQuery query, Instant arrival) =>
        Words.Time(network, query.ToHubId, arrival);
}
