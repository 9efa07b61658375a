using Logistics.Tags.Condition;
using NodaTime;

namespace Logistics.Tags.ShipmentWatches;

/// <summary>
/// What a shipment allows its units, by event time: what is booked counts from the beginning on, each amendment from its own instant on,
/// and nothing after the end.
/// </summary>
internal static class ShipmentTerms
{
    internal static IReadOnlyDictionary<string, IReadOnlyList<UnitTerms>> Of(ShipmentWatchBegan wanted)
    {
        var terms = InOrder(wanted);
        return terms.SelectMany(t => t.HandlingUnits).Distinct().ToDictionary(unit => unit, unit => Of(unit, terms));
    }

    private static IReadOnlyList<UnitTerms> Of(string unit, IReadOnlyList<Terms> terms)
    {
        var (ofUnit, wasIn) = (new List<UnitTerms>(), false);
        foreach (var t in terms)
        {
            var isIn = t.HandlingUnits.Contains(unit);
            WatchEnd? end = isIn || !wasIn ? null : ofUnit[^1].End ?? t.End;
            ofUnit.Add(new(t.From, isIn ? t.Limits : []) { End = end, OffsetMinutes = t.OffsetMinutes });
            wasIn |= isIn;
        }

        return ofUnit;
    }

    /// <summary>A later version takes the place of all that earlier ones said of the time from its instant on.</summary>
    private static List<Terms> InOrder(ShipmentWatchBegan wanted)
    {
        var others = Others(wanted);
        var (units, limits) = (wanted.HandlingUnits.ToHashSet(), Limits(wanted.Temperature, others));
        var terms = new List<Terms> { new(null, units, limits) };
        foreach (var amendment in wanted.Amendments ?? [])
        {
            (units, limits) = (amendment.HandlingUnits?.ToHashSet() ?? units, amendment.Temperature is { } band ? Limits(band, others) : limits);
            Put(new(amendment.At, units, limits));
        }

        if (wanted.ClosedAt is { } closed) Put(new(closed.ToInstant(), new HashSet<string>(), []) { End = WatchEnd.ShipmentClosed, OffsetMinutes = closed.Offset.Seconds / 60 });
        return terms;

        void Put(Terms next)
        {
            terms.RemoveAll(t => t.From >= next.From);
            terms.Add(next);
        }
    }

    private static IReadOnlyList<ConditionLimits> Limits(TemperatureBand? band, IReadOnlyList<ConditionLimits> others)
        => band is null ? others : [new(Quantity.Temperature.Kind, band.MinCelsius, band.MaxCelsius, band.AllowedMinutes), .. others];

    /// <summary>Beside temperature, of kinds that are known here: a booking may ask for more than can be watched.</summary>
    private static IReadOnlyList<ConditionLimits> Others(ShipmentWatchBegan wanted)
        => [.. (wanted.Conditions ?? []).Where(limits => limits.Kind != Quantity.Temperature.Kind && Quantity.Of(limits.Kind) is not null && (limits.Min ?? limits.Max) is not null)];

    private sealed record Terms(Instant? From, IReadOnlySet<string> HandlingUnits, IReadOnlyList<ConditionLimits> Limits)
    {
        /// <summary>Of units that are not part of it any more.</summary>
        internal WatchEnd End { get; init; } = WatchEnd.UnitWithdrawn;

        internal int OffsetMinutes { get; init; }
    }
}
