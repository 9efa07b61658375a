using System.Collections.Immutable;
using Logistics.Routing.Planning;
using NodaTime;

namespace Logistics.Routing.Itineraries;

internal sealed record Actual(string Kind, string HubId, int LegIndex, Instant At, long SourceVersion);

/// <summary>
/// One shipment's way through the network. Requested by the booking, then planned, or waiting for a network that can carry it;
/// followed by actuals and the estimates they lead to; closed by delivery or cancellation. The bus may bring actuals and the end
/// before the booking: they are kept, and a closed itinerary is never planned.
/// </summary>
internal sealed record Itinerary(
    Requirement? Requirement,
    int Version,
    IReadOnlyList<Leg>? Legs,
    NoItineraryFound? Obstacle,
    ImmutableDictionary<(string Kind, int Leg), Actual> Actuals,
    EtaRevised? Eta,
    bool Closed)
{
    internal const string Departed = "departed";

    internal const string Arrived = "arrived";

    internal static readonly Itinerary None =
        new(null, 0, null, null, ImmutableDictionary<(string, int), Actual>.Empty, null, false);

    internal bool Waiting => Requirement is not null && Legs is null && !Closed;

    internal bool Underway => Legs is not null && !Closed;

    internal Actual? Of(string kind, int leg) => Actuals.GetValueOrDefault((kind, leg));

    internal static Itinerary Evolve(Itinerary itinerary, object e) => e switch
    {
        ItineraryRequested requested => itinerary with { Requirement = requested.Requirement },
        ItineraryPlanned planned => itinerary with { Version = planned.ItineraryVersion, Legs = planned.Legs, Obstacle = null },
        NoItineraryFound none => itinerary with { Obstacle = none },
        ActualNoted noted => itinerary with
        {
            Actuals = itinerary.Actuals.SetItem(
                (noted.Kind, noted.LegIndex), new Actual(noted.Kind, noted.HubId, noted.LegIndex, noted.At, noted.SourceVersion)),
        },
        EtaRevised revised => itinerary with { Eta = revised },
        ItineraryClosed => itinerary with { Closed = true },
        _ => throw new ArgumentException($"An itinerary has no event {e.GetType().Name}.", nameof(e)),
    };
}
