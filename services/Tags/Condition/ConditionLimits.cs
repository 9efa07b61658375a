using NodaTime;

namespace Logistics.Tags.Condition;

/// <summary>What a shipment allows its units to go through.</summary>
/// <param name="Kind">One of <see cref="Quantity"/>.</param>
/// <param name="Min">In the kind's own unit; null where it is open below.</param>
/// <param name="AllowedMinutes">Outside for longer than this is an excursion; 0: at once.</param>
internal sealed record ConditionLimits(string Kind, double? Min, double? Max, int AllowedMinutes)
{
    internal Band Band => new(Min, Max, Duration.FromMinutes(AllowedMinutes), Quantity.Of(Kind)!.Hysteresis(Min, Max));
}
