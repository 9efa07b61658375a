using Logistics.EventStore;
using NodaTime;

namespace Logistics.Tags.HandlingUnits;

/// <summary>One fact about one unit: put into another, or taken out.</summary>
internal sealed record Aggregate(string ParentId, OffsetDateTime At, bool Adds, string? BizStep, string ReportedBy)
{
    internal UnitFact Fact => new(ParentId, At.ToInstant(), Adds);
}

internal static class UnitDecider
{
    /// <summary>A fact that is known already records nothing. Refused is only what cannot have been: a unit inside of itself, at whatever time.</summary>
    /// <param name="nesting">Of all units but this one.</param>
    /// <param name="height">Levels of what is inside of it.</param>
    internal static Decision Record(HandlingUnit unit, string unitId, Aggregate c, Nesting nesting, int height)
    {
        if (unit.Facts.Contains(c.Fact)) return Decision.Nothing;
        foreach (var stay in Stay.Of([.. unit.Facts, c.Fact]).Except(Stay.Of(unit.Facts)))
        {
            if (nesting.ClosesCircle(unitId, stay)) return Decision.Refuse(Refusals.AggregationCircle, $"{unitId} would be inside of itself.");
            var levels = nesting.Containers(stay.ParentId, stay.From, stay.Until).Select(e => e.Path.Count).DefaultIfEmpty(0).Max();
            if (levels + 1 + height > Nesting.Deepest) return Decision.Refuse(Refusals.AggregationTooDeep, $"Units are nested at most {Nesting.Deepest} deep.");
        }

        return Decision.Accept(c.Adds ? new UnitAggregated(c.ParentId, c.At, c.BizStep, c.ReportedBy) : new UnitDisaggregated(c.ParentId, c.At, c.BizStep, c.ReportedBy));
    }
}
