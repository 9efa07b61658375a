using System.Globalization;
using Logistics.Tags.Condition;
using Logistics.Tags.Tags;

namespace Logistics.Tags.Watching;

/// <summary>What is new in a unit's condition, as events of its tag's stream.</summary>
internal static class ExcursionEvents
{
    internal static object Of(string unit, ConditionWatch watch, ConditionChange change)
    {
        var (spell, now, code) = (change.Spell, change.Spell.Told!, Quantity.Of(watch.Kind)!.Unit);

        // Those that the peak is judged by: the sentence that is made of the two is true.
        var limits = Limits(watch.InForce(spell.PeakAt ?? spell.Since.At), code);
        return change switch
        {
            ConditionChange.Started => new ExcursionStarted(unit, watch.ShipmentId, watch.Kind, now.Since, now.Peak, code, limits, now.Id),
            ConditionChange.Ended => new ExcursionEnded(
                unit, watch.ShipmentId, watch.Kind, now.Since, now.Until!.Value, now.Peak, code, limits, now.Id, now.EndedBy),
            ConditionChange.Amended { Was: var was } => new ExcursionAmended(
                unit, watch.ShipmentId, now.Id, watch.Kind, Times(was), Times(now), code, limits),
            ConditionChange.Withdrawn => new ExcursionWithdrawn(unit, watch.ShipmentId, now.Id, watch.Kind, Times(now), code),
            _ => throw new ArgumentException($"Unexpected {change}.", nameof(change)),
        };
    }

    private static ExcursionTimes Times(ToldSpell told) => new(told.Since, told.Until, told.Peak, told.EndedBy);

    private static string Limits(Band band, string unit) => (band.Min, band.Max) switch
    {
        ({ } min, { } max) => string.Create(CultureInfo.InvariantCulture, $"{min} to {max} {unit}, {band.Allowed.TotalMinutes} min"),
        ({ } min, null) => string.Create(CultureInfo.InvariantCulture, $"at least {min} {unit}, {band.Allowed.TotalMinutes} min"),
        var (_, max) => string.Create(CultureInfo.InvariantCulture, $"at most {max} {unit}, {band.Allowed.TotalMinutes} min"),
    };
}
