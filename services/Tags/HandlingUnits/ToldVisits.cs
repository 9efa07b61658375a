using Logistics.Tags.Presence;
using Logistics.Tags.Tags;
using NodaTime;

namespace Logistics.Tags.HandlingUnits;

/// <summary>What events of a tag's stream tell of visits. Pure.</summary>
internal static class ToldVisits
{
    /// <summary>The unit that an event of a tag's visit is about, and when that was; null where it is about no visit.</summary>
    internal static (string UnitId, Instant From, Instant Until)? Concerned(string tagId, object e)
    {
        var (unit, times) = e switch
        {
            TagArrived a => (a.HandlingUnitId, new[] { a.At }),
            TagDeparted d => (d.HandlingUnitId, [d.At]),
            VisitAmended { Was: { } was } v => (v.HandlingUnitId, [.. Ends(was), .. Ends(v.Now)]),
            VisitWithdrawn { Was: { } was } w => (w.HandlingUnitId, [.. Ends(was)]),
            _ => (null, []),
        };
        return times.Length == 0 ? null : (unit ?? UnitId.OfTag(tagId), times.Min(t => t.ToInstant()), times.Max(t => t.ToInstant()));
    }

    private static IEnumerable<OffsetDateTime> Ends(VisitTimes times) => times.DepartedAt is { } left ? [times.ArrivedAt, left] : [times.ArrivedAt];
}
