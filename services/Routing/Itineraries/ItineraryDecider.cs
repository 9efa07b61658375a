using Logistics.EventStore;
using Logistics.Routing.Etas;
using Logistics.Routing.Planning;
using NodaTime;

namespace Logistics.Routing.Itineraries;

internal static class ItineraryDecider
{
    internal static readonly StreamType<Itinerary> Stream = new("itinerary", Itinerary.None, Itinerary.Evolve);

    internal static Decision Request(Itinerary itinerary, string shipmentId, Requirement requirement) =>
        itinerary.Requirement is null ? Decision.Accept(new ItineraryRequested(shipmentId, requirement)) : Decision.Nothing;

    /// <summary>The same obstacle is said once: a retry that fails for the same reason is no news.</summary>
    internal static Decision Assign(Itinerary itinerary, string shipmentId, Plan plan) => (itinerary.Waiting, plan) switch
    {
        (false, _) => Decision.Nothing,
        (_, Plan.Found found) => Decision.Accept(
            new ItineraryPlanned(shipmentId, itinerary.Version + 1, found.Legs, found.Explanation)),
        (_, Plan.None none) when none.Constraint == itinerary.Obstacle?.Constraint => Decision.Nothing,
        (_, Plan.None none) => Decision.Accept(new NoItineraryFound(shipmentId, none.Constraint, none.Explanation)),
        _ => throw new ArgumentException($"No such plan: {plan}.", nameof(plan)),
    };

    /// <summary>Another way for the rest: a new version, which must say more than the one in force.</summary>
    internal static Decision Reassign(Itinerary itinerary, string shipmentId, int version, IReadOnlyList<Leg> legs, string explanation)
    {
        if (!itinerary.Underway) return Decision.Refuse(Reasons.NothingToReplan, "The shipment has no itinerary in force.");
        if (itinerary.Version == version + 1 && itinerary.Legs!.SequenceEqual(legs)) return Decision.Nothing;
        if (itinerary.Version != version)
            return Decision.Refuse(Reasons.ProposalOutdated, $"The itinerary in force is version {itinerary.Version}, not {version}.");
        return itinerary.Legs!.SequenceEqual(legs)
            ? Decision.Nothing
            : Decision.Accept(new ItineraryPlanned(shipmentId, version + 1, legs, explanation));
    }

    internal static Decision NoteActual(Itinerary itinerary, ActualNoted actual) => itinerary switch
    {
        { Closed: true } => Decision.Nothing,
        _ when actual.Kind is not (Itinerary.Departed or Itinerary.Arrived) => Decision.Nothing,
        _ when itinerary.Of(actual.Kind, actual.LegIndex)?.SourceVersion >= actual.SourceVersion => Decision.Nothing,
        _ => Decision.Accept(actual),
    };

    internal static Decision ReviseEta(Itinerary itinerary, string shipmentId, Eta? eta, Instant now) =>
        eta is null || !itinerary.Underway || Tells(itinerary.Eta, itinerary.Version, eta) is false
            ? Decision.Nothing
            : Decision.Accept(new EtaRevised(shipmentId, itinerary.Version, eta, now));

    internal static Decision Close(Itinerary itinerary, string shipmentId, string outcome, Instant at) =>
        itinerary.Closed ? Decision.Nothing : Decision.Accept(new ItineraryClosed(shipmentId, outcome, at));

    private static bool Tells(EtaRevised? last, int version, Eta eta) =>
        last is null || last.ItineraryVersion != version || eta.DiffersFrom(last.Eta);
}
