using System.Text.Json.Serialization;
using Logistics.EventStore;
using NodaTime;

namespace Logistics.Shipments.Shipments;

// What a booking says: the requirement, which no plan ever changes.

[JsonConverter(typeof(JsonStringEnumConverter<PartyRole>))]
internal enum PartyRole
{
    [JsonStringEnumMemberName("consignor")] Consignor = 1,
    [JsonStringEnumMemberName("consignee")] Consignee,
    [JsonStringEnumMemberName("carrier")] Carrier,
    [JsonStringEnumMemberName("freight-forwarder")] FreightForwarder,
    [JsonStringEnumMemberName("notify-party")] NotifyParty,
}

/// <param name="Organisation">Empty for a party without an account.</param>
/// <param name="Contact">A person's name, e-mail and phone as one encrypted text.</param>
internal sealed record Party(PartyRole Role, string Organisation, ProtectedText? Contact);

/// <param name="Id">SSCC.</param>
internal sealed record ShippedUnit(string Id, string PackageCode, double GrossWeightKg, double? VolumeM3);

internal sealed record TemperatureBand(double MinCelsius, double MaxCelsius, int AllowedMinutes);

/// <summary>A wall-clock time at a place.</summary>
internal sealed record Appointment(LocalDateTime Local, string Zone)
{
    /// <summary>
    /// Lenient where the clocks change: a time that occurs twice is the earlier one, a time that is skipped is moved forward by
    /// the gap. Refusing either would bounce a booking over an hour that nobody meant.
    /// </summary>
    public Instant ToInstant() => DateTimeZoneProviders.Tzdb[Zone].AtLeniently(Local).ToInstant();
}

internal sealed record RouteSpecification(string OriginHubId, string DestinationHubId, Appointment ReadyAt, Appointment ArriveBy);

/// <summary>The command. Contacts are encrypted before it comes here.</summary>
internal sealed record BookShipment(
    string ShipmentId,
    string Reference,
    IReadOnlyList<Party> Parties,
    RouteSpecification Route,
    IReadOnlyList<ShippedUnit> HandlingUnits,
    TemperatureBand? Temperature,
    string GoodsDescription);
