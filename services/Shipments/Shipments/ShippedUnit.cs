using System.Text.Json.Serialization;

namespace Logistics.Shipments.Shipments;

/// <summary>A handling unit as it was booked.</summary>
/// <param name="Id">SSCC.</param>
internal sealed record ShippedUnit(string Id, string PackageCode, double GrossWeightKg, double? VolumeM3)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Dimensions? Dimensions { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DangerousGoods>? DangerousGoods { get; init; }

    public bool SameAs(ShippedUnit other)
        => this with { DangerousGoods = null } == other with { DangerousGoods = null }
        && (DangerousGoods ?? []).SequenceEqual(other.DangerousGoods ?? []);
}

internal sealed record Dimensions(int LengthCm, int WidthCm, int HeightCm);

[JsonConverter(typeof(JsonStringEnumConverter<PackingGroup>))]
internal enum PackingGroup
{
    [JsonStringEnumMemberName("none")] None,
    [JsonStringEnumMemberName("I")] I,
    [JsonStringEnumMemberName("II")] II,
    [JsonStringEnumMemberName("III")] III,
}

/// <param name="UnNumber">UN and four digits.</param>
/// <param name="HazardClass">Class or division; explosives with their compatibility group.</param>
internal sealed record DangerousGoods(string UnNumber, string HazardClass, PackingGroup PackingGroup, string ProperShippingName);
