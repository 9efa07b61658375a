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

[JsonConverter(typeof(JsonStringEnumConverter<ReferenceKind>))]
internal enum ReferenceKind
{
    [JsonStringEnumMemberName("consignment")] Consignment = 1,
    [JsonStringEnumMemberName("shipment")] Shipment,
    [JsonStringEnumMemberName("order")] Order,
    [JsonStringEnumMemberName("delivery-note")] DeliveryNote,
    [JsonStringEnumMemberName("consignor")] Consignor,
    [JsonStringEnumMemberName("customs")] Customs,
    [JsonStringEnumMemberName("invoice")] Invoice,
}

/// <summary>A number that a party knows the shipment by.</summary>
internal sealed record Reference(ReferenceKind Kind, string Value);

internal sealed record TemperatureBand(double MinCelsius, double MaxCelsius, int AllowedMinutes);

[JsonConverter(typeof(JsonStringEnumConverter<ConditionKind>))]
internal enum ConditionKind
{
    [JsonStringEnumMemberName("humidity")] Humidity = 1,
    [JsonStringEnumMemberName("shock")] Shock,
    [JsonStringEnumMemberName("light")] Light,
}

/// <summary>What the goods may go through beside temperature; in the kind's own unit, open where null.</summary>
internal sealed record ConditionLimits(ConditionKind Kind, double? Min, double? Max, int AllowedMinutes);

/// <summary>A wall-clock time at a place.</summary>
internal sealed record Appointment(LocalDateTime Local, string Zone)
{
    /// <summary>
    /// Lenient where the clocks change: a time that occurs twice is the earlier one, a time that is skipped is moved forward by
    /// the gap. Refusing either would bounce a booking over an hour that nobody meant.
    /// </summary>
    public Instant ToInstant() => DateTimeZoneProviders.Tzdb[Zone].AtLeniently(Local).ToInstant();
}

/// <summary>From a hub or a door to another. Collected from <see cref="ReadyAt"/> to CollectBy, delivered from DeliverFrom to <see cref="ArriveBy"/>.</summary>
internal sealed record RouteSpecification(string OriginHubId, string DestinationHubId, Appointment ReadyAt, Appointment ArriveBy)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Appointment? CollectBy { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Appointment? DeliverFrom { get; init; }

    /// <summary>Then <see cref="OriginHubId"/> is <see cref="Door.Collection"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Door? CollectAt { get; init; }

    /// <summary>Then <see cref="DestinationHubId"/> is <see cref="Door.Delivery"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Door? DeliverAt { get; init; }
}

/// <summary>The command. Contacts are encrypted before it comes here.</summary>
internal sealed record BookShipment(
    string ShipmentId,
    string Reference,
    IReadOnlyList<Party> Parties,
    RouteSpecification Route,
    IReadOnlyList<ShippedUnit> HandlingUnits,
    TemperatureBand? Temperature,
    string GoodsDescription)
{
    public IReadOnlyList<Reference> References { get; init; } = [];

    public IReadOnlyList<ConditionLimits> Conditions { get; init; } = [];

    /// <summary>The shipment whose goods this one takes back.</summary>
    public string? ReturnOf { get; init; }
}
