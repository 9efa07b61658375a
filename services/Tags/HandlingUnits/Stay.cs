using System.Text.Json.Serialization;
using NodaTime;

namespace Logistics.Tags.HandlingUnits;

/// <summary>Where a fact was, as it was reported: a read point, a hub, or both.</summary>
internal sealed record FactPlace(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ReadPointId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? LocationId)
{
    /// <summary>Null where both are empty.</summary>
    internal static FactPlace? Of(string readPoint, string location)
        => (readPoint, location) is ("", "") ? null : new(readPoint.Length == 0 ? null : readPoint, location.Length == 0 ? null : location);
}

/// <summary>A fact of aggregation, as somebody reported it.</summary>
/// <param name="ProvisionalBy">Who reported it while nobody had booked or tagged the unit; null: it counts, whoever did.</param>
internal sealed record UnitFact(string ParentId, Instant At, bool Adds, string? ProvisionalBy = null)
{
    internal FactPlace? Place { get; init; }

    internal bool Counts(IEnumerable<string> doubted) => ProvisionalBy is null || !doubted.Contains(ProvisionalBy);

    /// <summary>
    /// Nothing new beside the other: a provisional one says less than one that counts whoever reported it, and one without a place less than
    /// one with.
    /// </summary>
    internal bool IsSaidBy(UnitFact other) => this with { ProvisionalBy = other.ProvisionalBy, Place = Place ?? other.Place } == other
        && (other.ProvisionalBy is null || other.ProvisionalBy == ProvisionalBy);
}

/// <summary>A time inside of another unit, from one instant to before the other.</summary>
/// <param name="Until"><see cref="Instant.MaxValue"/> where it goes on.</param>
internal sealed record Stay(string ParentId, Instant From, Instant Until)
{
    /// <summary>
    /// Stays from facts in whatever order they came. A unit is in one other at a time: put into the next it has left the last. Taken out
    /// of one that it is not in says nothing. What is put in and taken out at the same instant was not put in: that undoes a mistake.
    /// </summary>
    internal static IReadOnlyList<Stay> Of(IEnumerable<UnitFact> facts)
    {
        var stays = new List<Stay>();
        foreach (var instant in facts.GroupBy(f => f.At).OrderBy(group => group.Key))
        {
            var left = instant.Where(f => !f.Adds).Select(f => f.ParentId).ToHashSet();
            var into = instant.Where(f => f.Adds && !left.Contains(f.ParentId)).Select(f => f.ParentId).Max(StringComparer.Ordinal);
            var open = stays.Count > 0 && stays[^1].Until == Instant.MaxValue ? stays[^1] : null;
            if (open is not null && (into is null ? left.Contains(open.ParentId) : into != open.ParentId)) stays[^1] = open with { Until = instant.Key };
            if (into is not null && into != open?.ParentId) stays.Add(new(into, instant.Key, Instant.MaxValue));
        }

        return stays;
    }

    /// <summary>Those of all facts, and those where none that is provisional counts: what cannot be must not be in either.</summary>
    internal static IReadOnlyList<Stay> Possible(IReadOnlyCollection<UnitFact> facts) => [.. Of(facts).Union(Of(facts.Where(fact => fact.ProvisionalBy is null)))];

    /// <summary>The part of it within another time; null where there is none.</summary>
    internal Stay? Within(Instant from, Instant until)
    {
        var (begin, end) = (Instant.Max(From, from), Instant.Min(Until, until));
        return begin < end ? new(ParentId, begin, end) : null;
    }
}
