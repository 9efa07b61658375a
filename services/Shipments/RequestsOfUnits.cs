using Google.Protobuf.Collections;
using Logistics.Hosting.Grpc;
using Logistics.Shipments.Shipments;

namespace Logistics.Shipments;

/// <content>Handling units and references.</content>
internal static partial class Requests
{
    private const int MaxReferences = 20;

    public static IReadOnlyList<Reference> References(RepeatedField<V1.ShipmentReference> references, string field)
    {
        Check.Integer(references.Count, field, 0, MaxReferences);
        return [.. references.Select((r, i) => new Reference(
            (ReferenceKind)Known(r.Kind, $"{field}[{i}].kind"), Visible(Check.Text(r.Value, $"{field}[{i}].value", 64), $"{field}[{i}].value")))];
    }

    public static IReadOnlyList<string> UnitIds(RepeatedField<string> ids)
        => [.. ids.Select((u, i) => Check.Id(u, $"handling_unit_ids[{i}]", 18)).Distinct()];

    /// <summary>An enum's value that is defined and says something.</summary>
    public static T Known<T>(T value, string field) where T : struct, Enum
        => Enum.IsDefined(value) && !Equals(value, default(T)) ? value : throw Check.Invalid(field, "is unknown.");

    private static ShippedUnit Unit(V1.HandlingUnit u, string field)
    {
        if (u.PackageCode.Length > 0 && (u.PackageCode.Length > 3 || !u.PackageCode.All(char.IsAsciiLetterOrDigit)))
            throw Check.Invalid($"{field}.package_code", "is no code of UN/ECE Recommendation 21 such as PX.");
        return new(Check.Id(u.Id, $"{field}.id", 64), u.PackageCode, u.GrossWeightKg, u.VolumeM3 == 0 ? null : u.VolumeM3)
        {
            Dimensions = u.Dimensions is { } d ? new(d.LengthCm, d.WidthCm, d.HeightCm) : null,
            DangerousGoods = u.DangerousGoods.Count == 0 ? null : [.. u.DangerousGoods.Select((g, i) => Goods(g, $"{field}.dangerous_goods[{i}]"))],
        };
    }

    private static DangerousGoods Goods(V1.DangerousGoods g, string field)
    {
        if (!Enum.IsDefined(g.PackingGroup)) throw Check.Invalid($"{field}.packing_group", "is unknown.");
        return new(
            Check.Id(g.UnNumber, $"{field}.un_number", 8),
            Check.Id(g.HazardClass, $"{field}.hazard_class", 8),
            (PackingGroup)g.PackingGroup,
            Check.Text(g.ProperShippingName, $"{field}.proper_shipping_name", 200).Normalize());
    }
}
