using System.Text.Json.Serialization;
using NodaTime;

namespace Logistics.Shipments.Shipments;

/// <summary>The plan in force.</summary>
/// <param name="Version">Routing's; grows with each plan of the shipment.</param>
internal sealed record Itinerary(int Version, IReadOnlyList<Leg> Legs, string Explanation)
{
    public bool Calls(string hub) => Legs.Any(leg => leg.FromHubId == hub || leg.ToHubId == hub);
}

internal sealed record Leg(
    int Index,
    string CarrierId,
    string ServiceId,
    LocalDate ServiceDate,
    string FromHubId,
    string ToHubId,
    Instant Departure,
    Instant Arrival,
    string TransportOrderId)
{
    /// <summary>Null where it begins at a hub.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Door? FromDoor { get; init; }

    /// <summary>Null where it ends at a hub.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Door? ToDoor { get; init; }

    /// <summary>Null for a leg by timetable.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RoadDrive? Road { get; init; }

    /// <summary>The same carriage: its order can stand.</summary>
    public bool SameCarriage(Leg other) => this with { Index = other.Index, TransportOrderId = other.TransportOrderId } == other;
}

/// <summary>What a lorry drives.</summary>
/// <param name="DrivingMinutes">At the wheel.</param>
/// <param name="Breaks">Of 45 minutes.</param>
/// <param name="Rests">Of 11 hours.</param>
internal sealed record RoadDrive(double Kilometres, int DrivingMinutes, int Breaks, int Rests);

/// <summary>Half arrive by P50, four in five by P80, nineteen in twenty by P95.</summary>
internal sealed record EstimatedTime(Instant P50, Instant P80, Instant P95);

internal sealed record MilestoneEstimate(int LegIndex, MilestoneKind Kind, EstimatedTime Time);

[JsonConverter(typeof(JsonStringEnumConverter<MilestoneKind>))]
internal enum MilestoneKind
{
    [JsonStringEnumMemberName("departed")] Departed = 1,
    [JsonStringEnumMemberName("arrived")] Arrived,
    [JsonStringEnumMemberName("collected")] Collected,
    [JsonStringEnumMemberName("delivered")] Delivered,
    [JsonStringEnumMemberName("loaded")] Loaded,
    [JsonStringEnumMemberName("unloaded")] Unloaded,
    [JsonStringEnumMemberName("transhipped")] Transhipped,
    [JsonStringEnumMemberName("customs-cleared")] CustomsCleared,
    [JsonStringEnumMemberName("out-for-delivery")] OutForDelivery,
    [JsonStringEnumMemberName("delivery-attempted")] DeliveryAttempted,
}
