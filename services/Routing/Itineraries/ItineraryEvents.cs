using System.Text.Json.Serialization;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Etas;
using Logistics.Routing.Network;
using Logistics.Routing.Planning;
using Logistics.Routing.Roads;
using NodaTime;

namespace Logistics.Routing.Itineraries;

/// <summary>A shipment is booked and wants to be planned.</summary>
internal sealed record ItineraryRequested(string ShipmentId, Requirement Requirement);

internal sealed record ItineraryPlanned(string ShipmentId, int ItineraryVersion, IReadOnlyList<Leg> Legs, string Explanation)
{
    /// <summary>Null where a booking, a carrier or a dispatcher led to it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RenewedByPolicy? ByPolicy { get; init; }
}

/// <param name="HubId">Whose policy; where a connection would have been missed.</param>
internal sealed record RenewedByPolicy(string HubId, string Why, Instant At);

internal sealed record NoItineraryFound(string ShipmentId, string Constraint, string Explanation);

/// <summary>Shipments says that a milestone has happened.</summary>
/// <param name="LegIndex">-1 outside the itinerary.</param>
/// <param name="At">Event time.</param>
/// <param name="SourceVersion">Of the shipment's stream: later evidence of the same milestone has a higher one.</param>
internal sealed record ActualNoted(
    string ShipmentId, string Kind, string HubId, int LegIndex, Instant At, int OffsetMinutes, long SourceVersion);

/// <summary>What was noted of a milestone did not occur. Kept also where nothing was noted: what it takes back may come after it.</summary>
/// <param name="LegIndex">-1 outside the itinerary.</param>
/// <param name="SourceVersion">Of the shipment's stream.</param>
internal sealed record ActualRetracted(string ShipmentId, string Kind, string HubId, int LegIndex, long SourceVersion);

/// <summary>A carrier will not carry what a plan wanted it to.</summary>
/// <param name="Why">rejected or timed-out.</param>
/// <param name="Reason">The carrier's words, empty where it said nothing.</param>
internal sealed record CarriageDeclined(
    string ShipmentId, string TransportOrderId, string CarrierId, string ServiceId, LocalDate ServiceDate, string FromHubId, string ToHubId, string Why, string Reason)
{
    internal bool Is(Leg leg) =>
        (CarrierId, ServiceId, ServiceDate, FromHubId, ToHubId) == (leg.CarrierId, leg.ServiceId, leg.ServiceDate, leg.FromHubId, leg.ToHubId);
}

/// <summary>The booking was changed.</summary>
/// <param name="SourceVersion">Of the shipment's stream: of two that change the same, the higher one counts.</param>
internal sealed record RequirementAmended(string ShipmentId, Amendment Amendment, long SourceVersion);

/// <summary>Nobody is to move the goods on, or no longer for that reason.</summary>
/// <param name="Kind">customs, quality, payment, security or other.</param>
/// <param name="SourceVersion">Of the shipment's stream: of two of a kind the higher one counts.</param>
internal sealed record HoldNoted(string ShipmentId, string Kind, bool Held, Instant At, long SourceVersion);

/// <summary>It was told to be closed, and is not.</summary>
/// <param name="ArriveBy">The appointment; null where the booking has not come yet.</param>
/// <param name="At">Record time of the shipment's.</param>
/// <param name="SourceVersion">Of the shipment's stream: an end with a lower one is over.</param>
internal sealed record ItineraryReopened(string ShipmentId, Instant? ArriveBy, Instant At, long SourceVersion);

internal sealed record EtaRevised(string ShipmentId, int ItineraryVersion, Eta Eta, Instant ComputedAt);

/// <summary>Delivered or cancelled: nothing more is planned or estimated.</summary>
internal sealed record ItineraryClosed(string ShipmentId, string Outcome, Instant At)
{
    /// <summary>Of the shipment's stream; null in those of before a shipment could be reopened.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? SourceVersion { get; init; }
}

/// <param name="OriginHubId">A hub, or the door of collection.</param>
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

    /// <summary>Then <see cref="OriginHubId"/> is <see cref="Door.Origin"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Door? CollectAt { get; init; }

    /// <summary>Then <see cref="DestinationHubId"/> is <see cref="Door.Destination"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Door? DeliverAt { get; init; }

    /// <summary>A door is to be left by then; at a hub goods can wait.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? CollectBy { get; init; }

    /// <summary>A door takes nothing before; at a hub goods can wait.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? DeliverFrom { get; init; }

    internal Load Load => new(WeightKg, 0, Units ?? 0);
}
