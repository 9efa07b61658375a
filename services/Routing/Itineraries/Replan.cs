using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Itineraries;

/// <summary>What a new plan of the rest of the way would change.</summary>
/// <param name="Proposed">With the legs that have left; empty where there is no way.</param>
internal sealed record Replan(
    int ItineraryVersion, IReadOnlyList<Leg> Current, IReadOnlyList<Leg> Proposed, IReadOnlyList<string> Differences, string Explanation)
{
    /// <summary>Null where there is no itinerary in force, or nothing of it is left.</summary>
    internal static Replan? Of(string shipmentId, Itinerary itinerary, NetworkSnapshot network, Instant now)
    {
        if (!itinerary.Underway || itinerary.Requirement is not { } wanted) return null;
        var legs = itinerary.Legs!;
        var left = LegsThatLeft(itinerary);
        if (left == legs.Count) return null;

        var query = ItineraryCommands.QueryOf(shipmentId, wanted, now);
        if (left > 0) query = query with { FromHubId = legs[left - 1].ToHubId, ReadyAt = Instant.Max(now, ReadyAfter(itinerary, network, left - 1)) };
        if (query.FromHubId == query.ToHubId) return null;

        // Late is better than never: where no way keeps the appointment, the earliest is proposed and says so.
        var plan = Planner.Plan(network, query);
        if (plan is Plan.None { Constraint: Constraints.Appointment } late)
            plan = Planner.Plan(network, query with { ArriveBy = Instant.MaxValue }) is Plan.Found found ? found with { Explanation = $"{late.Explanation} {found.Explanation}" } : plan;
        if (plan is not Plan.Found way) return new Replan(itinerary.Version, legs, [], [], plan.Explanation);
        IReadOnlyList<Leg> proposed = [.. legs.Take(left), .. way.Legs];
        return new Replan(itinerary.Version, legs, proposed, RoutesCompared.Differences(network, legs.Skip(left).ToList(), way.Legs), plan.Explanation);
    }

    private static int LegsThatLeft(Itinerary itinerary)
    {
        var left = 0;
        for (var leg = 0; leg < itinerary.Legs!.Count; leg++)
        {
            // Reads go missing: who was seen further on has left before.
            if (itinerary.Of(Itinerary.Departed, leg) is not null || itinerary.Of(Itinerary.Arrived, leg) is not null) left = leg + 1;
        }

        return left;
    }

    /// <summary>When the goods can go on from where that leg ends: observed, or as its run is expected now.</summary>
    private static Instant ReadyAfter(Itinerary itinerary, NetworkSnapshot network, int leg)
    {
        var ridden = itinerary.Legs![leg];
        var arrives = itinerary.Of(Itinerary.Arrived, leg)?.At
            ?? (RunTimes.Of(network.Facts, new RunId(ridden.ServiceId, ridden.ServiceDate)) is { } run && ridden.ToCall < run.Calls.Count
                ? run.Calls[ridden.ToCall].Arrival
                : ridden.Arrival);
        var transfer = network.Facts.Hubs.TryGetValue(ridden.ToHubId, out var hub) ? hub.TransferMinutes : 0;
        return arrives + Duration.FromMinutes(transfer);
    }
}
