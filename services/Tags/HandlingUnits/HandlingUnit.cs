using System.Text.Json.Serialization;
using Logistics.EventStore;
using NodaTime;

namespace Logistics.Tags.HandlingUnits;

/// <summary>Put into another unit (EPCIS AggregationEvent, action ADD).</summary>
/// <param name="BizStep">Of the CBV: packing, loading; null where nobody said.</param>
/// <param name="ReportedBy">Organisation.</param>
internal sealed record UnitAggregated(
    string ParentId, OffsetDateTime At, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BizStep, string ReportedBy);

/// <summary>Taken out again (action DELETE). Says nothing where it was not in that unit then.</summary>
internal sealed record UnitDisaggregated(
    string ParentId, OffsetDateTime At, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BizStep, string ReportedBy);

/// <summary>
/// What is moved as one, and what it is inside of: an item in a case on a pallet in a vehicle. It is put in and taken out, as people and
/// machines report it, early or late; what follows from that is worked out from all that is known. It ends never.
/// </summary>
internal sealed record HandlingUnit(IReadOnlyList<UnitFact> Facts)
{
    internal static readonly StreamType<HandlingUnit> Stream = new("handling-unit", new HandlingUnit([]), Evolve);

    /// <summary>Null: an event of another kind.</summary>
    internal static UnitFact? FactOf(object e) => e switch
    {
        UnitAggregated added => new(added.ParentId, added.At.ToInstant(), true),
        UnitDisaggregated removed => new(removed.ParentId, removed.At.ToInstant(), false),
        _ => null,
    };

    private static HandlingUnit Evolve(HandlingUnit unit, object e) => FactOf(e) is { } fact
        ? unit with { Facts = [.. unit.Facts, fact] }
        : throw new ArgumentException($"A handling unit does not know {e.GetType().Name}.", nameof(e));
}
