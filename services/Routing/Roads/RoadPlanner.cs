using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using NodaTime;

namespace Logistics.Routing.Roads;

/// <summary>
/// Plans with road legs where they are wanted: to and from doors always, else as the question says. Of ways that the timetables alone
/// offer in time none is given up for a lorry that nobody asked for.
/// </summary>
internal static class RoadPlanner
{
    internal static Planned Plan(NetworkSnapshot network, PlanQuery query)
    {
        var places = RoadPlaces.Of(network, query);
        if (places is null) return AtDoors(query) && network.Facts.Hauliers.IsEmpty ? new(NoHaulier(), network) : new(Planner.Plan(network, query), network);
        if (AtDoors(query) && Unreachable(network, query, places) is { } unreachable) return unreachable;

        Planned? first = query.Roads == RoadUse.Freely ? null : Tried(network, query, places, straight: false);
        if (first?.Plan is Plan.Found || query.Roads == RoadUse.OnlyToDoors) return first ?? throw new InvalidOperationException("Nothing was tried.");

        var all = Tried(network, query, places, straight: true);
        return all.Plan is Plan.Found found
            ? all with { Plan = found with { Explanation = first is null ? found.Explanation : $"{found.Explanation} Without it: {first.Value.Plan.Explanation}" } }
            : all with { Plan = WhyNot(network, query, places) };
    }

    /// <summary>
    /// What would be gone by where a plan breaks, however late: by timetables between hubs, or by lorry where only that keeps the
    /// appointment or there is nothing else. Empty where there is no way within the window.
    /// </summary>
    internal static IReadOnlyList<Leg> Earliest(NetworkSnapshot network, PlanQuery query)
    {
        var whenever = query with { ArriveBy = Instant.MaxValue, CollectWindows = [] };
        if (RoadPlaces.Of(network, query) is not { } places) return Planner.Earliest(network, whenever);
        var usual = Planner.Earliest(AtDoors(query) ? RoadNetwork.With(network, whenever, places, straight: false) : network, whenever);
        if (usual.Count > 0 && usual[^1].Arrival <= query.ArriveBy) return usual;
        var straight = Planner.Earliest(RoadNetwork.With(network, whenever, places, straight: true), whenever);
        return straight.Count > 0 && (usual.Count == 0 || straight[^1].Arrival <= query.ArriveBy) ? straight : usual;
    }

    /// <summary>The network in which all ways are compared; the timetables alone where nobody drives.</summary>
    internal static NetworkSnapshot Comparable(NetworkSnapshot network, PlanQuery query) =>
        RoadPlaces.Of(network, query) is { } places ? RoadNetwork.With(network, query, places, straight: query.Roads != RoadUse.OnlyToDoors) : network;

    private static Planned Tried(NetworkSnapshot network, PlanQuery query, RoadPlaces places, bool straight)
    {
        var on = !straight && !AtDoors(query) ? network : RoadNetwork.With(network, query, places, straight);
        var plan = Planner.Plan(on, query);
        return new(plan is Plan.Found found ? found with { Explanation = $"{found.Explanation}{RoadWords.Of(on, found.Legs)}" } : plan, on);
    }

    private static bool AtDoors(PlanQuery query) => query.FromDoor is not null || query.ToDoor is not null;

    private static Plan.None NoHaulier() => new(Constraints.RoadLegs, "Nobody drives to and from doors: no haulier is registered.");

    /// <summary>Null where from and to each door some lorry could drive, at whatever time.</summary>
    private static Planned? Unreachable(NetworkSnapshot network, PlanQuery query, RoadPlaces places)
    {
        var on = RoadNetwork.With(network, query with { ArriveBy = Instant.MaxValue }, places, straight: true, atAnyHour: true);
        var (from, to) = (on.HubIndex(query.FromHubId)!.Value, on.HubIndex(query.ToHubId)!.Value);
        if (query.FromDoor is not null && !on.Timetable.Leaves(from)) return Because(places.From, places.NearFrom);
        return query.ToDoor is not null && !on.Timetable.Reaches(to) ? Because(places.To, places.NearTo) : null;

        Planned? Because(Place door, IReadOnlyList<Place> near) => new(new Plan.None(Constraints.RoadLegs, RoadWords.NobodyDrives(network, places, door, near)), on);
    }

    /// <summary>
    /// Hours of drivers are the one constraint that the planner does not see: it is given lorries that may drive. Nor are there any that
    /// come after the appointment: those are laid on to tell how late they would be.
    /// </summary>
    private static Plan WhyNot(NetworkSnapshot network, PlanQuery query, RoadPlaces places)
    {
        var late = Planner.Plan(RoadNetwork.With(network, query with { ArriveBy = Instant.MaxValue }, places, straight: true), query);
        var on = RoadNetwork.With(network, query, places, straight: true, atAnyHour: true);
        return Planner.Soonest(on, query) is { Count: > 0 } legs
            ? new Plan.None(
                Constraints.DriverHours,
                $"No way meets the hours of the drivers; could they drive at any time, it would be {Words.Time(on, query.ToHubId, legs[^1].Arrival)}. {late.Explanation}")
            : late;
    }
}

/// <param name="On">The network that the plan is of, with its doors and lorries.</param>
internal readonly record struct Planned(Plan Plan, NetworkSnapshot On);
