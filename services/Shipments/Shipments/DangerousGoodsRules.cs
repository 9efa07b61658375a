using Logistics.EventStore;

namespace Logistics.Shipments.Shipments;

/// <summary>What a declaration must keep to by its form (ADR 2.1.1). Whether goods of a class may go together is the carrier's to say.</summary>
internal static class DangerousGoodsRules
{
    public const int MaxPerUnit = 50;

    private static readonly HashSet<string> Classes =
        ["1", "2", "2.1", "2.2", "2.3", "3", "4.1", "4.2", "4.3", "5.1", "5.2", "6.1", "6.2", "7", "8", "9"];

    private static readonly HashSet<string> WithoutPackingGroup = ["2", "2.1", "2.2", "2.3", "5.2", "6.2", "7"];

    public static Refusal? Broken(ShippedUnit unit) => unit.DangerousGoods switch
    {
        null => null,
        { Count: > MaxPerUnit } => Refuse($"{unit.Id} has more than {MaxPerUnit} dangerous goods."),
        var goods => goods.Select(Broken).FirstOrDefault(r => r is not null),
    };

    private static Refusal? Broken(DangerousGoods goods) => goods switch
    {
        _ when !(goods.UnNumber.Length == 6 && goods.UnNumber.StartsWith("UN", StringComparison.Ordinal) && goods.UnNumber.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0)
            => Refuse($"'{goods.UnNumber}' is no UN number such as UN1203."),
        _ when !(Classes.Contains(goods.HazardClass) || IsExplosive(goods.HazardClass))
            => Refuse($"'{goods.HazardClass}' is no class of dangerous goods such as 3 or 1.4S."),
        { PackingGroup: not PackingGroup.None } when WithoutPackingGroup.Contains(goods.HazardClass) || IsExplosive(goods.HazardClass) || goods.HazardClass == "1"
            => Refuse($"Class {goods.HazardClass} of {goods.UnNumber} has no packing group."),
        _ => null,
    };

    /// <summary>Division 1.1 to 1.6 with compatibility group A to L, N or S.</summary>
    private static bool IsExplosive(string text)
        => text.Length is 3 or 4 && text.StartsWith("1.", StringComparison.Ordinal) && text[2] is >= '1' and <= '6'
        && (text.Length == 3 || text[3] is >= 'A' and <= 'L' or 'N' or 'S');

    private static Refusal Refuse(string detail) => new(Reasons.InvalidDangerousGoods, detail);
}
