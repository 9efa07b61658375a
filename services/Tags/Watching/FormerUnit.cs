using Logistics.Tags.Condition;
using NodaTime;

namespace Logistics.Tags.Watching;

/// <summary>A unit that a tag was on. What is read late of that time still amends what was told of its conditions.</summary>
/// <param name="Until">The tag was taken off.</param>
internal sealed record FormerUnit(string HandlingUnitId, Instant From, OffsetDateTime Until, IReadOnlyList<ConditionWatch> Conditions)
{
    /// <summary>Of a tag; what was on earlier ones is told for good.</summary>
    internal const int Most = 3;

    /// <summary>What lasted is over by that.</summary>
    /// <returns>Null where nobody wants to know of the unit.</returns>
    internal static FormerUnit? Of(TagWatch watch, OffsetDateTime until, WatchContext context, List<object> events)
    {
        if (watch is not { HandlingUnitId: { } unit, From: { } from, Conditions.Count: > 0 }) return null;
        var after = UnitConditions.Detach(watch.Conditions, until, at => context.History(watch.TagId, Instant.Max(from, at)));
        return new(unit, from, until, UnitConditions.Tell(watch.Conditions, after, unit, from, events));
    }

    /// <summary>Late reads of a tag, of whatever time.</summary>
    internal FormerUnit Take(string tag, IReadOnlyCollection<JournaledRead> reads, WatchContext context, List<object> events)
    {
        var late = reads.Where(IsOf).ToArray();
        return late.Length == 0 ? this : Told(UnitConditions.See(Conditions, late, History(tag, context)), Conditions, events);
    }

    /// <summary>What a shipment allowed it then, where it was that shipment's.</summary>
    internal FormerUnit Want(string tag, string shipmentId, IReadOnlyList<UnitTerms> terms, WatchContext context, List<object> events)
    {
        if (!Conditions.Any(c => c.ShipmentId == shipmentId)) return this;
        var history = History(tag, context);
        return Told(UnitConditions.Detach(UnitConditions.Judge(Conditions, shipmentId, terms, history), Until, history), Conditions, events);
    }

    private FormerUnit Told(IReadOnlyList<ConditionWatch> after, IReadOnlyList<ConditionWatch> before, List<object> events)
        => this with { Conditions = UnitConditions.Tell(before, after, HandlingUnitId, From, events) };

    private bool IsOf(JournaledRead read) => read.At >= From && read.At < Until.ToInstant();

    private Func<Instant, IEnumerable<JournaledRead>> History(string tag, WatchContext context)
        => at => context.History(tag, Instant.Max(From, at)).Where(IsOf);
}
