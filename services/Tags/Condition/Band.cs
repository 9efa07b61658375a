using NodaTime;

namespace Logistics.Tags.Condition;

/// <summary>Limits, each inclusive and in the condition's unit; one of them may be open.</summary>
/// <param name="Allowed">May be outside for this long.</param>
/// <param name="Hysteresis">A value is back only when it is this far within, so that trembling at the limit is one spell.</param>
internal sealed record Band(double? Min, double? Max, Duration Allowed, double Hysteresis)
{
    /// <summary>Nothing is outside of it.</summary>
    internal static readonly Band Open = new(null, null, Duration.Zero, 0);

    internal bool IsOutside(double value) => value < Min || value > Max;

    internal bool IsBack(double value) => !(value < Min + Hysteresis) && !(value > Max - Hysteresis);

    /// <summary>How far outside; negative within.</summary>
    internal double Beyond(double value) => Math.Max(Min - value ?? double.MinValue, value - Max ?? double.MinValue);
}
