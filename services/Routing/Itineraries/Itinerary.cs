using System.Collections.Immutable;
using Logistics.Routing.Planning;
using NodaTime;

namespace Logistics.Routing.Itineraries;

internal sealed record Actual(string Kind, string HubId, int LegIndex, Instant At, long SourceVersion);

/// <summary>
/// One shipment's way through the network. Requested by the booking, then planned, or waiting for a network that can carry it;
/// followed by actuals and the estimates they lead to; closed by delivery or cancellation, and open again where that did not occur.
/// A plan is unsettled, and made anew or confirmed, when a carrier declines a leg of it, when the booking is amended and when it is
/// reopened. The bus may bring anything before the booking and in any order: it is kept, and versions of the shipment's stream say
/// what counts. A closed itinerary is never planned.
/// </summary>
internal sealed record Itinerary
{
    internal const string Departed = "departed";

    internal const string Arrived = "arrived";

    /// <summary>At a door, the same as departed.</summary>
    internal const string Collected = "collected";

    internal static readonly Itinerary None = new();

    /// <summary>As booked, with all that was amended; null before the booking.</summary>
    internal Requirement? Requirement { get; private init; }

    internal int Version { get; private init; }

    internal IReadOnlyList<Leg>? Legs { get; private init; }

    /// <summary>What these legs were planned for.</summary>
    internal Requirement? PlannedFor { get; private init; }

    /// <summary>Why these legs.</summary>
    internal string Explanation { get; private init; } = "";

    internal Instant? RenewedByPolicyAt { get; private init; }

    /// <summary>Why there is no plan, or none that could replace one that is unsettled.</summary>
    internal NoItineraryFound? Obstacle { get; private init; }

    internal ImmutableDictionary<(string Kind, int Leg), Actual> Actuals { get; private init; } = ImmutableDictionary<(string, int), Actual>.Empty;

    /// <summary>What carriers will not carry, by transport order.</summary>
    internal ImmutableDictionary<string, CarriageDeclined> Declined { get; private init; } = ImmutableDictionary<string, CarriageDeclined>.Empty;

    /// <summary>By version of the shipment's stream.</summary>
    internal ImmutableSortedDictionary<long, Amendment> Amendments { get; private init; } = ImmutableSortedDictionary<long, Amendment>.Empty;

    /// <summary>By kind, the last that was said of it.</summary>
    internal ImmutableSortedDictionary<string, HoldNoted> Holds { get; private init; } = ImmutableSortedDictionary.Create<string, HoldNoted>(StringComparer.Ordinal);

    internal EtaRevised? Eta { get; private init; }

    internal bool Closed { get; private init; }

    /// <summary>Version of the shipment's stream that last closed or reopened it.</summary>
    internal long EndVersion { get; private init; }

    internal bool Waiting => Requirement is not null && !Closed && (Legs is null || Unsettled);

    internal bool Underway => Legs is not null && !Closed;

    private bool Unsettled { get; init; }

    private Requirement? Booked { get; init; }

    private ImmutableDictionary<(string Kind, int Leg, string Hub), long> Retractions { get; init; } = ImmutableDictionary<(string, int, string), long>.Empty;

    internal Actual? Of(string kind, int leg) =>
        Actuals.GetValueOrDefault((kind, leg)) ?? (kind == Departed ? Actuals.GetValueOrDefault((Collected, leg)) : null);

    /// <summary>Whether that version of the shipment's stream, or a later one, has said that the milestone did not occur.</summary>
    internal bool IsRetracted(string kind, int leg, string hub, long version) => Retractions.GetValueOrDefault((kind, leg, hub)) >= version;

    internal static Itinerary Evolve(Itinerary itinerary, object e) => e switch
    {
        ItineraryRequested requested => itinerary.Wanting(requested.Requirement, itinerary.Amendments),
        RequirementAmended amended => itinerary.Wanting(itinerary.Booked, itinerary.Amendments.SetItem(amended.SourceVersion, amended.Amendment)) with
        {
            Unsettled = true,
        },
        ItineraryPlanned planned => itinerary with
        {
            Version = planned.ItineraryVersion,
            Legs = planned.Legs,
            PlannedFor = itinerary.Requirement,
            Explanation = planned.Explanation,
            RenewedByPolicyAt = planned.ByPolicy?.At ?? itinerary.RenewedByPolicyAt,
            Obstacle = null,
            Unsettled = false,
        },
        NoItineraryFound none => itinerary with { Obstacle = none },
        CarriageDeclined declined => itinerary with
        {
            Declined = itinerary.Declined.SetItem(declined.TransportOrderId, declined),
            Unsettled = itinerary.Unsettled || (itinerary.Legs?.Any(declined.Is) ?? false),
        },
        ActualNoted noted => itinerary with
        {
            Actuals = itinerary.Actuals.SetItem(
                (noted.Kind, noted.LegIndex), new Actual(noted.Kind, noted.HubId, noted.LegIndex, noted.At, noted.SourceVersion)),
        },
        ActualRetracted retracted => itinerary.Without(retracted),
        HoldNoted hold => itinerary with { Holds = itinerary.Holds.SetItem(hold.Kind, hold) },
        EtaRevised revised => itinerary with { Eta = revised },
        ItineraryClosed closed => itinerary with { Closed = true, EndVersion = closed.SourceVersion ?? 0 },
        ItineraryReopened reopened => itinerary with { Closed = false, EndVersion = reopened.SourceVersion, Eta = null, Unsettled = true },
        _ => throw new ArgumentException($"An itinerary has no event {e.GetType().Name}.", nameof(e)),
    };

    private Itinerary Wanting(Requirement? booked, ImmutableSortedDictionary<long, Amendment> amendments) => this with
    {
        Booked = booked,
        Amendments = amendments,
        Requirement = booked is null ? null : amendments.Values.Aggregate(booked, (wanted, amendment) => amendment.Of(wanted)),
    };

    private Itinerary Without(ActualRetracted retracted) => this with
    {
        Retractions = Retractions.SetItem((retracted.Kind, retracted.LegIndex, retracted.HubId), retracted.SourceVersion),
        Actuals = Actuals.GetValueOrDefault((retracted.Kind, retracted.LegIndex))?.HubId == retracted.HubId
            ? Actuals.Remove((retracted.Kind, retracted.LegIndex))
            : Actuals,
    };
}
