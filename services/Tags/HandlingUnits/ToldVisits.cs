using Logistics.Tags.Presence;
using Logistics.Tags.Tags;
using NodaTime;

namespace Logistics.Tags.HandlingUnits;

/// <summary>A tag's visits from what its stream tells of them. Pure.</summary>
internal static class ToldVisits
{
    internal static IReadOnlyList<ToldVisit> Of(string tagId, IEnumerable<object> events)
    {
        var visits = new List<ToldVisit>();
        foreach (var e in events)
        {
            switch (e)
            {
                case TagArrived a:
                    visits.Add(new(UnitOf(a.HandlingUnitId), tagId, a.HubId, a.ReadPointId, new(a.At, a.Evidence[0], null, null, a.Interpolated)));
                    break;
                case TagDeparted d when Open(d.HandlingUnitId, d.HubId, d.At) is >= 0 and var at:
                    visits[at] = visits[at] with
                    {
                        ReadPointId = d.ReadPointId,
                        Times = visits[at].Times with { DepartedAt = d.At, DepartedBy = d.Evidence[0], DepartureInterpolated = d.Interpolated },
                    };
                    break;
                case VisitAmended { Was: { } was } v:
                    Remove(v.HubId, was);
                    visits.Add(new(UnitOf(v.HandlingUnitId), tagId, v.HubId, v.ReadPointId, v.Now));
                    break;
                case VisitWithdrawn { Was: { } was } w:
                    Remove(w.HubId, was);
                    break;
            }
        }

        return visits;

        string UnitOf(string? attached) => attached ?? UnitId.OfTag(tagId);

        // The one that began last before it.
        int Open(string? attached, string hub, OffsetDateTime left) => visits.Select((v, at) => (Visit: v, At: at))
            .Where(x => x.Visit.HubId == hub && x.Visit.UnitId == UnitOf(attached) && x.Visit.Times.DepartedAt is null && x.Visit.Times.ArrivedAt.ToInstant() <= left.ToInstant())
            .OrderBy(x => x.Visit.Times.ArrivedAt.ToInstant()).Select(x => x.At).DefaultIfEmpty(-1).Last();

        void Remove(string hub, VisitTimes was)
            => visits.RemoveAll(v => v.HubId == hub && v.Times.ArrivedAt.ToInstant() == was.ArrivedAt.ToInstant() && v.Times.ArrivedBy.Id == was.ArrivedBy.Id);
    }

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
