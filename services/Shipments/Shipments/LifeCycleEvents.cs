using System.Text.Json.Serialization;
using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <summary>What is null stays as it was.</summary>
/// <param name="By">Organisation.</param>
internal sealed record ShipmentAmended(
    string? Reference, IReadOnlyList<Reference>? References, string? GoodsDescription, RouteSpecification? Route, TemperatureBand? Temperature,
    string By, Instant At)
{
    /// <summary>All it consists of now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ShippedUnit>? HandlingUnits { get; init; }

    /// <summary>All that are booked now, the hub among them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Party>? Parties { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<HoldKind>))]
internal enum HoldKind
{
    [JsonStringEnumMemberName("customs")] Customs = 1,
    [JsonStringEnumMemberName("quality")] Quality,
    [JsonStringEnumMemberName("payment")] Payment,
    [JsonStringEnumMemberName("security")] Security,
    [JsonStringEnumMemberName("other")] Other,
}

/// <param name="By">Organisation.</param>
internal sealed record ShipmentHeld(HoldKind Kind, string Reason, string By, Instant At);

internal sealed record ShipmentReleased(HoldKind Kind, string By, Instant At);

internal sealed record ShipmentCancelled(string Reason, string By, Instant At);

/// <param name="ReturnShipmentId">Takes the goods back.</param>
/// <param name="HandlingUnitIds">Those that go back: what was not delivered and is not lost.</param>
internal sealed record ShipmentReturned(string ReturnShipmentId, IReadOnlyList<string> HandlingUnitIds, string Reason, string By, Instant At);

internal sealed record HandlingUnitsLost(IReadOnlyList<string> HandlingUnitIds, string Reason, string By, Instant At);

internal sealed record HandlingUnitsFound(IReadOnlyList<string> HandlingUnitIds, string By, Instant At);
