using System.Text.Json.Serialization;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Etas;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using NodaTime;

namespace Logistics.Routing.Itineraries;

/// <summary>A shipment is booked and wants to be planned.</summary>
internal sealed record ItineraryRequested(string ShipmentId, Requirement Requirement);

internal sealed record ItineraryPlanned(string ShipmentId, int ItineraryVersion, IReadOnlyList<Leg> Legs, string Explanation);

internal sealed record NoItineraryFound(string ShipmentId, string Constraint, string Explanation);

/// <summary>Shipments says that a milestone has happened.</summary>
/// <param name="LegIndex">-1 outside the itinerary.</param>
/// <param name="At">Event time.</param>
/// <param name="SourceVersion">Of the shipment's stream: later evidence of the same milestone has a higher one.</param>
internal sealed record ActualNoted(
    string ShipmentId, string Kind, string HubId, int LegIndex, Instant At, int OffsetMinutes, long SourceVersion);

internal sealed record EtaRevised(string ShipmentId, int ItineraryVersion, Eta Eta, Instant ComputedAt);

/// <summary>Delivered or cancelled: nothing more is planned or estimated.</summary>
internal sealed record ItineraryClosed(string ShipmentId, string Outcome, Instant At);

/// <param name="ArriveBy">The appointment at the destination.</param>
internal sealed record Requirement(
    string OriginHubId, string DestinationHubId, Instant ReadyAt, Instant ArriveBy, double WeightKg, bool Refrigerated)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Units { get; init; }

    /// <summary>Between which the goods must be kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TemperatureBand? Temperature { get; init; }

    /// <summary>Of the dangerous goods among them: 3, 2.1, 1.4S.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? HazardClasses { get; init; }

    internal Load Load => new(WeightKg, 0, Units ?? 0);
}
