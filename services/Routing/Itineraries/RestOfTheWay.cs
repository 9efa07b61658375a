using Logistics.Routing.Etas;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.Roads;
using Logistics.Routing.ServiceRuns;
using NodaTime;

namespace Logistics.Routing.Itineraries;

/// <summary>What can still be planned of an itinerary in force.</summary>
/// <param name="Left">So many legs have left: they stay.</param>
/// <param name="Query">From where the goods are, or will be, to where they are wanted.</param>
/// <param name="DoorsMoved">A door that is still ahead is not where it was when the itinerary was planned.</param>
internal sealed record RestOfTheWay(IReadOnlyList<Leg> Legs, int Left, PlanQuery Query, bool DoorsMoved)
{
    internal IReadOnlyList<Leg> Gone => Legs.Take(Left).ToList();

    internal IReadOnlyList<Leg> Ahead => Legs.Skip(Left).ToList();

    /// <summary>The goods are, or will be by the legs that have left, where they are wanted.</summary>
    internal bool IsThere => Query.FromHubId == Query.ToHubId;

    /// <summary>A run that stays keeps the times its carrier has accepted: that it is late is the estimate's to say.</summary>
    internal IReadOnlyList<Leg> GoingOnBy(IEnumerable<Leg> way) => [.. Gone, .. way.Select(leg => Ahead.FirstOrDefault(ahead => Stays(ahead, leg)) ?? leg)];

    private bool Stays(Leg ahead, Leg leg) => leg.RidesLike(ahead) && !(DoorsMoved && (Door.Is(leg.FromHubId) || Door.Is(leg.ToHubId)));

    /// <summary>What is to be planned: all of the way, or what is left of it.</summary>
    internal static PlanQuery Wanted(string shipmentId, Itinerary itinerary, NetworkSnapshot network, Instant now) => itinerary.Legs is null
        ? ItineraryCommands.QueryOf(shipmentId, itinerary.Requirement!, now)
        : Of(shipmentId, itinerary, network, now).Query;

    internal static RestOfTheWay Of(string shipmentId, Itinerary itinerary, NetworkSnapshot network, Instant now)
    {
        var legs = itinerary.Legs!;
        var left = LegsThatLeft(itinerary);
        var query = ItineraryCommands.QueryOf(shipmentId, itinerary.Requirement!, now);
        if (Observed.Last(itinerary) is { LegIndex: < 0 } stray)
            query = From(query, stray.HubId, Instant.Max(now, stray.At + Transfer(network, stray.HubId)));
        else if (left > 0)
            query = From(query, legs[left - 1].ToHubId, Instant.Max(now, ReadyAfter(itinerary, network, left - 1)));
        var (wanted, planned) = (itinerary.Requirement, itinerary.PlannedFor);
        return new RestOfTheWay(legs, left, query, (left == 0 && wanted?.CollectAt != planned?.CollectAt) || wanted?.DeliverAt != planned?.DeliverAt);
    }

    /// <summary>The same way from another place: once the goods have left their door, its windows are over.</summary>
    internal static PlanQuery From(PlanQuery query, string hubId, Instant readyAt) => hubId == query.FromHubId
        ? query with { ReadyAt = readyAt }
        : query with { FromHubId = hubId, ReadyAt = readyAt, FromDoor = null, CollectWindows = [] };

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
            ?? (ridden.Road is null && RunTimes.Of(network.Facts, new RunId(ridden.ServiceId, ridden.ServiceDate)) is { } run && ridden.ToCall < run.Calls.Count
                ? run.Calls[ridden.ToCall].Arrival
                : ridden.Arrival);
        return arrives + Transfer(network, ridden.ToHubId);
    }

    private static Duration Transfer(NetworkSnapshot network, string hubId) =>
        Duration.FromMinutes(network.Facts.Hubs.TryGetValue(hubId, out var hub) ? hub.TransferMinutes : 0);
}
