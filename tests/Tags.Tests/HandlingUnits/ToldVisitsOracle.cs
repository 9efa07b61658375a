using Logistics.Tags.HandlingUnits;
using Logistics.Tags.Presence;
using Logistics.Tags.Tags;
using NodaTime;

namespace Logistics.Tags.Tests.HandlingUnits;

/// <summary>A tag's visits from all that its stream tells of them, one event after the other.</summary>
internal static class ToldVisitsOracle
{
    internal static List<ToldVisit> Of(string tagId, IEnumerable<object> events)
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
                    Remove(v.HandlingUnitId, v.HubId, was);
                    visits.Add(new(UnitOf(v.HandlingUnitId), tagId, v.HubId, v.ReadPointId, v.Now));
                    break;
                case VisitWithdrawn { Was: { } was } w:
                    Remove(w.HandlingUnitId, w.HubId, was);
                    break;
            }
        }

        return visits;

        string UnitOf(string? attached) => attached ?? UnitId.OfTag(tagId);

        // The one that began last before it.
        int Open(string? attached, string hub, OffsetDateTime left) => visits.Select((v, at) => (Visit: v, At: at))
            .Where(x => x.Visit.HubId == hub && x.Visit.UnitId == UnitOf(attached) && x.Visit.Times.DepartedAt is null && x.Visit.Times.ArrivedAt.ToInstant() <= left.ToInstant())
            .OrderBy(x => x.Visit.Times.ArrivedAt.ToInstant()).Select(x => x.At).DefaultIfEmpty(-1).Last();

        void Remove(string? attached, string hub, VisitTimes was)
            => visits.RemoveAll(v => v.UnitId == UnitOf(attached) && v.HubId == hub && v.Times.ArrivedAt.ToInstant() == was.ArrivedAt.ToInstant() && v.Times.ArrivedBy.Id == was.ArrivedBy.Id);
    }
}
