using Logistics.EventStore;
using Logistics.Tags.Presence;
using NodaTime;

namespace Logistics.Tags.HandlingUnits;

/// <summary>One fact about one unit: put into another, or taken out.</summary>
internal sealed record Aggregate(string ParentId, OffsetDateTime At, bool Adds, string? BizStep, string ReportedBy)
{
    /// <summary>Nobody has booked or tagged the unit, and its reporter does not operate the hub.</summary>
    internal bool Provisional { get; init; }

    internal FactPlace? Place { get; init; }

    internal UnitFact Fact => new(ParentId, At.ToInstant(), Adds, Provisional ? ReportedBy : null) { Place = Place };
}

internal static class UnitDecider
{
    /// <summary>A fact that is known already records nothing. Refused is only what cannot have been: a unit inside of itself, at whatever time.</summary>
    /// <param name="nesting">Of all units but this one.</param>
    /// <param name="height">Levels of what is inside of it.</param>
    internal static Decision Record(HandlingUnit unit, string unitId, Aggregate c, Nesting nesting, int height)
    {
        if (unit.Facts.Any(c.Fact.IsSaidBy)) return Decision.Nothing;
        foreach (var stay in Stay.Possible([.. unit.Facts, c.Fact]).Except(Stay.Possible(unit.Facts)))
        {
            if (nesting.ClosesCircle(unitId, stay)) return Decision.Refuse(Refusals.AggregationCircle, $"{unitId} would be inside of itself.");
            var levels = nesting.Containers(stay.ParentId, stay.From, stay.Until).Select(e => e.Path.Count).DefaultIfEmpty(0).Max();
            if (levels + 1 + height > Nesting.Deepest) return Decision.Refuse(Refusals.AggregationTooDeep, $"Units are nested at most {Nesting.Deepest} deep.");
        }

        return Decision.Accept(c.Adds
            ? new UnitAggregated(c.ParentId, c.At, c.BizStep, c.ReportedBy) { Provisional = c.Provisional, Place = c.Place }
            : new UnitDisaggregated(c.ParentId, c.At, c.BizStep, c.ReportedBy) { Provisional = c.Provisional, Place = c.Place });
    }

    /// <summary>
    /// Anybody may say of a unit that nobody knows where it is. When it is booked, that counts where a party said it, or the owner of a
    /// tag on it; and again when its reporter becomes one.
    /// </summary>
    /// <param name="parties">Of its shipments; none: nobody has booked it.</param>
    internal static Decision Judge(HandlingUnit unit, IReadOnlyCollection<string> parties, IReadOnlyCollection<string> tagOwners)
    {
        var events = new List<object>();
        foreach (var said in unit.Facts.Where(f => f.ProvisionalBy is not null).GroupBy(f => f.ProvisionalBy!, f => f.At))
        {
            var counts = parties.Count == 0 || parties.Contains(said.Key) || tagOwners.Contains(said.Key);
            if (counts == unit.Doubted.Contains(said.Key)) events.Add(new UnitReporterJudged(said.Key, counts, said.Min()));
        }

        return Decision.Accept([.. events]);
    }

    /// <summary>Tells what is new in what the unit's containers did, against what was told before. The same again tells nothing.</summary>
    /// <param name="moves">As they are known now, from that instant on; what was before stands.</param>
    internal static Decision Follow(HandlingUnit unit, IReadOnlyList<InsideMove> moves, Instant from)
    {
        var events = new List<object>();
        var gone = unit.Told.Where(told => told.At >= from && !moves.Any(told.IsSame)).OrderBy(told => told.At).ToList();
        foreach (var now in moves.Where(move => move.At >= from && !unit.Told.Any(move.IsSame)).OrderBy(move => move.At))
        {
            if (gone.Find(was => (was.Departs, was.TagId, was.HubId) == (now.Departs, now.TagId, now.HubId)) is { } was)
            {
                gone.Remove(was);
                events.Add(Amended(now, was.Departs ? was.Times with { ArrivedAt = now.Times.ArrivedAt, ArrivedBy = now.Times.ArrivedBy } : was.Times, now.Times));
            }
            else
            {
                events.Add(now.Departs ? new UnitDeparted(now.ContainerId, now.TagId, now.HubId, now.ReadPointId, now.Times) : new UnitArrived(now.ContainerId, now.TagId, now.HubId, now.ReadPointId, now.Times));
            }
        }

        events.AddRange(gone.Select(was => was.Departs
            ? Amended(was, was.Times, InsideMove.WithoutDeparture(was.Times))
            : (object)new UnitVisitWithdrawn(was.ContainerId, was.TagId, was.HubId, was.Times)));
        return Decision.Accept([.. events]);
    }

    private static UnitVisitAmended Amended(InsideMove move, VisitTimes was, VisitTimes now) => new(move.ContainerId, move.TagId, move.HubId, move.ReadPointId, was, now);
}
