using System.Text.Json.Serialization;
using Logistics.EventStore;
using Logistics.Tags.Presence;
using NodaTime;

namespace Logistics.Tags.HandlingUnits;

/// <summary>Put into another unit (EPCIS AggregationEvent, action ADD).</summary>
/// <param name="BizStep">Of the CBV: packing, loading; null where nobody said.</param>
/// <param name="ReportedBy">Organisation.</param>
internal sealed record UnitAggregated(
    string ParentId, OffsetDateTime At, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BizStep, string ReportedBy)
{
    /// <summary>Nobody had booked or tagged the unit then: once somebody books it, this counts where its reporter is a party.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Provisional { get; init; }

    /// <summary>Null where nobody said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FactPlace? Place { get; init; }
}

/// <summary>Taken out again (action DELETE). Says nothing where it was not in that unit then.</summary>
internal sealed record UnitDisaggregated(
    string ParentId, OffsetDateTime At, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? BizStep, string ReportedBy)
{
    /// <summary>As in <see cref="UnitAggregated"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Provisional { get; init; }

    /// <summary>Null where nobody said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FactPlace? Place { get; init; }
}

/// <summary>Whether what somebody reported before the unit was booked counts, until that is judged again.</summary>
/// <param name="From">The earliest of it, by event time.</param>
internal sealed record UnitReporterJudged(string ReportedBy, bool Counts, Instant From)
{
    internal IReadOnlyList<string> Judge(IEnumerable<string> doubted) => [.. doubted.Where(by => by != ReportedBy), .. Counts ? (string[])[] : [ReportedBy]];
}

/// <summary>Came to a hub inside of another unit, whose tag was read.</summary>
/// <param name="Times">Of the container's visit, without a departure.</param>
internal sealed record UnitArrived(string ContainerId, string TagId, string HubId, string? ReadPointId, VisitTimes Times);

/// <summary>Left a hub inside of another unit; whether it had come there inside of it or not.</summary>
internal sealed record UnitDeparted(string ContainerId, string TagId, string HubId, string? ReadPointId, VisitTimes Times);

/// <summary>Better knowledge of the container's visit, or of when the unit was inside of it.</summary>
/// <param name="Was">As it was told: an arrival, or a departure where it has one.</param>
/// <param name="Now">Without a departure where that was one: the unit did not leave then.</param>
internal sealed record UnitVisitAmended(string ContainerId, string TagId, string HubId, string? ReadPointId, VisitTimes Was, VisitTimes Now);

/// <summary>The unit did not come then, or the container did not.</summary>
/// <param name="Was">The arrival, as it was told.</param>
internal sealed record UnitVisitWithdrawn(string ContainerId, string TagId, string HubId, VisitTimes Was);

/// <summary>
/// What is moved as one, and what it is inside of: an item in a case on a pallet in a vehicle. It is put in and taken out, as people and
/// machines report it, early or late; and what its containers do it does too, for as long as it is inside. It ends never.
/// </summary>
/// <param name="Facts">All, those that do not count too.</param>
/// <param name="Told">What was told of it because of its containers, and stands.</param>
internal sealed record HandlingUnit(IReadOnlyList<UnitFact> Facts, IReadOnlyList<InsideMove> Told)
{
    internal static readonly StreamType<HandlingUnit> Stream = new("handling-unit", new HandlingUnit([], []), Evolve);

    /// <summary>Whose provisional facts do not count.</summary>
    internal IReadOnlyList<string> Doubted { get; init; } = [];

    internal IReadOnlyList<Stay> Stays => Stay.Of(Facts.Where(fact => fact.Counts(Doubted)));

    /// <summary>Null: an event of another kind.</summary>
    internal static UnitFact? FactOf(object e) => e switch
    {
        UnitAggregated added => new(added.ParentId, added.At.ToInstant(), true, added.Provisional ? added.ReportedBy : null) { Place = added.Place },
        UnitDisaggregated removed => new(removed.ParentId, removed.At.ToInstant(), false, removed.Provisional ? removed.ReportedBy : null) { Place = removed.Place },
        _ => null,
    };

    private static HandlingUnit Evolve(HandlingUnit unit, object e) => e switch
    {
        UnitArrived a => unit.Tell(null, new(a.ContainerId, a.TagId, a.HubId, a.ReadPointId, a.Times)),
        UnitDeparted d => unit.Tell(null, new(d.ContainerId, d.TagId, d.HubId, d.ReadPointId, d.Times)),
        UnitVisitWithdrawn w => unit.Tell(new(w.ContainerId, w.TagId, w.HubId, null, w.Was), null),
        UnitVisitAmended v => unit.Tell(
            new(v.ContainerId, v.TagId, v.HubId, v.ReadPointId, v.Was),
            v.Was.DepartedAt is null == v.Now.DepartedAt is null ? new(v.ContainerId, v.TagId, v.HubId, v.ReadPointId, v.Now) : null),
        UnitReporterJudged j => unit with { Doubted = j.Judge(unit.Doubted) },
        _ when FactOf(e) is { } fact => unit with { Facts = [.. unit.Facts, fact] },
        _ => throw new ArgumentException($"A handling unit does not know {e.GetType().Name}.", nameof(e)),
    };

    private HandlingUnit Tell(InsideMove? was, InsideMove? now)
    {
        var rest = Told.Where(t => was?.IsSame(t) != true && now?.IsSame(t) != true);
        return this with { Told = now is null ? [.. rest] : [.. rest, now] };
    }
}
