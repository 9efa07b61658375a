using Logistics.EventStore;
using Logistics.Routing.Etas;
using Logistics.Routing.Planning;
using Logistics.Routing.Roads;
using NodaTime;

namespace Logistics.Routing.Itineraries;

internal static class ItineraryDecider
{
    internal static readonly StreamType<Itinerary> Stream = new("itinerary", Itinerary.None, Itinerary.Evolve);

    internal static Decision Request(Itinerary itinerary, string shipmentId, Requirement requirement) =>
        itinerary.Requirement is null ? Decision.Accept(new ItineraryRequested(shipmentId, requirement)) : Decision.Nothing;

    internal static Decision Amend(Itinerary itinerary, RequirementAmended amended) =>
        itinerary.Amendments.ContainsKey(amended.SourceVersion) ? Decision.Nothing : Decision.Accept(amended);

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
    internal static Decision Reassign(
        Itinerary itinerary, string shipmentId, int version, IReadOnlyList<Leg> legs, string explanation, RenewedByPolicy? byPolicy = null)
    {
        if (!itinerary.Underway) return Decision.Refuse(Reasons.NothingToReplan, "The shipment has no itinerary in force.");
        if (itinerary.Version == version + 1 && itinerary.Legs!.SequenceEqual(legs)) return Decision.Nothing;
        if (itinerary.Version != version)
            return Decision.Refuse(Reasons.ProposalOutdated, $"The itinerary in force is version {itinerary.Version}, not {version}.");
        return itinerary.Legs!.SequenceEqual(legs) && !itinerary.Waiting
            ? Decision.Nothing
            : Decision.Accept(new ItineraryPlanned(shipmentId, version + 1, legs, explanation) { ByPolicy = byPolicy });
    }

    /// <summary>Also of a plan that is no longer in force: what a carrier will not carry, it will not carry in a later one.</summary>
    internal static Decision Decline(Itinerary itinerary, CarriageDeclined declined) =>
        itinerary.Declined.ContainsKey(declined.TransportOrderId) ? Decision.Nothing : Decision.Accept(declined);

    /// <summary>Also of a closed one: it may be reopened, and what happened is learned from.</summary>
    internal static Decision NoteActual(Itinerary itinerary, ActualNoted actual) => actual switch
    {
        _ when !Moves(actual.Kind, actual.HubId) => Decision.Nothing,
        _ when itinerary.IsRetracted(actual.Kind, actual.LegIndex, actual.HubId, actual.SourceVersion) => Decision.Nothing,
        _ when itinerary.Actuals.GetValueOrDefault((actual.Kind, actual.LegIndex))?.SourceVersion >= actual.SourceVersion => Decision.Nothing,
        _ => Decision.Accept(actual),
    };

    internal static Decision RetractActual(Itinerary itinerary, ActualRetracted retracted) => retracted switch
    {
        _ when !Moves(retracted.Kind, retracted.HubId) => Decision.Nothing,
        _ when itinerary.IsRetracted(retracted.Kind, retracted.LegIndex, retracted.HubId, retracted.SourceVersion) => Decision.Nothing,
        _ when itinerary.Actuals.GetValueOrDefault((retracted.Kind, retracted.LegIndex))?.SourceVersion > retracted.SourceVersion => Decision.Nothing,
        _ => Decision.Accept(retracted),
    };

    internal static Decision NoteHold(Itinerary itinerary, HoldNoted hold) =>
        itinerary.Holds.GetValueOrDefault(hold.Kind)?.SourceVersion >= hold.SourceVersion ? Decision.Nothing : Decision.Accept(hold);

    internal static Decision ReviseEta(Itinerary itinerary, string shipmentId, Eta? eta, Instant now) =>
        eta is null || !itinerary.Underway || Tells(itinerary.Eta, itinerary.Version, eta) is false
            ? Decision.Nothing
            : Decision.Accept(new EtaRevised(shipmentId, itinerary.Version, eta, now));

    /// <param name="version">Of the shipment's stream. A later one also where it is closed: what reopened it in between may still come.</param>
    internal static Decision Close(Itinerary itinerary, string shipmentId, string outcome, Instant at, long version) =>
        version <= itinerary.EndVersion
            ? Decision.Nothing
            : Decision.Accept(new ItineraryClosed(shipmentId, outcome, at) { SourceVersion = version });

    /// <summary>Recorded also where the end it takes back has not come yet: it will be over when it comes.</summary>
    internal static Decision Reopen(Itinerary itinerary, string shipmentId, Instant at, long version) =>
        version <= itinerary.EndVersion
            ? Decision.Nothing
            : Decision.Accept(new ItineraryReopened(shipmentId, itinerary.Requirement?.ArriveBy, at, version));

    /// <summary>What is collected at a hub is still there.</summary>
    private static bool Moves(string kind, string hubId) =>
        kind is Itinerary.Departed or Itinerary.Arrived || (kind == Itinerary.Collected && hubId == Door.Origin);

    private static bool Tells(EtaRevised? last, int version, Eta eta) =>
        last is null || last.ItineraryVersion != version || eta.DiffersFrom(last.Eta);
}
