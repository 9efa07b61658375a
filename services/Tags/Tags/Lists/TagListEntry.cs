using Logistics.Tags.Codes;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Tags.Tags.Lists;

/// <summary>What a line wants.</summary>
/// <param name="HandlingUnitId">Null where the tag is only registered.</param>
internal sealed record TagListEntry(string TagId, TagKind Kind, string? HandlingUnitId, OffsetDateTime At)
{
    private static readonly Dictionary<string, TagKind> Kinds = new()
    {
        ["rfid"] = TagKind.Rfid,
        ["ble"] = TagKind.Ble,
        ["lorawan"] = TagKind.LoRaWan,
        ["gnss"] = TagKind.Gnss,
    };

    private static readonly OffsetDateTimePattern Time = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFo<Z+HH:mm>");

    /// <summary>The entry, or the reason why the line is none.</summary>
    /// <param name="now">A tag cannot be put on a unit in the future.</param>
    internal static (TagListEntry? Entry, string? Reason) Of(TagLine line, Instant now)
    {
        if (line.Defect is not null) return (null, line.Defect);
        if (TagIdCache.Parse(line.Field("tag_id"), out var defect) is not { } id) return (null, defect);
        if (!Kinds.TryGetValue(line.Field("kind").ToLowerInvariant(), out var kind)) return (null, "kind-unknown");
        var unit = line.Field("handling_unit_id");
        if (unit.Length == 0) return line.Field("attached_at").Length == 0 ? (new(id.Value, kind, null, default), null) : (null, "handling-unit-missing");
        if (!Sscc.IsValid(unit)) return (null, "handling-unit-malformed");
        return Time.Parse(line.Field("attached_at")) is { Success: true, Value: var at } && EventTimeRange.Has(at) && at.ToInstant() <= now + Duration.FromMinutes(5)
            ? (new(id.Value, kind, unit, at), null)
            : (null, "attached-at-unusable");
    }
}
