using System.Text.Json.Serialization;
using Logistics.Routing.CarrierServices;
using Logistics.Routing.Roads;
using NodaTime;

namespace Logistics.Routing.Itineraries;

/// <summary>What was changed of a booking; null is as it was.</summary>
internal sealed record Amendment
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? ReadyAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? ArriveBy { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OriginHubId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DestinationHubId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? WeightKg { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Units { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TemperatureBand? Temperature { get; init; }

    /// <summary>Empty: there are no dangerous goods among them any more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? HazardClasses { get; init; }

    /// <summary>Null also where the origin is a hub now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Door? CollectAt { get; init; }

    /// <summary>Null also where the destination is a hub now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Door? DeliverAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? CollectBy { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Instant? DeliverFrom { get; init; }

    internal Requirement Of(Requirement wanted) => wanted with
    {
        ReadyAt = ReadyAt ?? wanted.ReadyAt,
        ArriveBy = ArriveBy ?? wanted.ArriveBy,
        OriginHubId = OriginHubId ?? wanted.OriginHubId,
        DestinationHubId = DestinationHubId ?? wanted.DestinationHubId,
        WeightKg = WeightKg ?? wanted.WeightKg,
        Units = Units ?? wanted.Units,
        Temperature = Temperature ?? wanted.Temperature,
        Refrigerated = wanted.Refrigerated || Temperature is not null,
        CollectAt = IsHub(OriginHubId) ? null : CollectAt ?? wanted.CollectAt,
        DeliverAt = IsHub(DestinationHubId) ? null : DeliverAt ?? wanted.DeliverAt,
        CollectBy = CollectBy ?? wanted.CollectBy,
        DeliverFrom = DeliverFrom ?? wanted.DeliverFrom,
        HazardClasses = HazardClasses is { Count: 0 } ? null : HazardClasses ?? wanted.HazardClasses,
    };

    private static bool IsHub(string? place) => place is not null && !Door.Is(place);
}
