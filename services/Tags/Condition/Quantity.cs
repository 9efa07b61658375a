namespace Logistics.Tags.Condition;

/// <summary>A kind of condition, the unit it is judged and told in, and how other units come to it (UN/ECE Recommendation 20).</summary>
/// <param name="Trembling">Most that values tremble by at a limit.</param>
/// <param name="Units">All that reads may come in, with the way to <paramref name="Unit"/>.</param>
internal sealed record Quantity(string Kind, string Unit, double Trembling, IReadOnlyDictionary<string, Func<double, double>> Units)
{
    private const double StandardGravity = 9.80665;

    internal static readonly Quantity Temperature = new("temperature", "CEL", 0.5, new Dictionary<string, Func<double, double>>
    {
        ["CEL"] = v => v,
        ["KEL"] = v => v - 273.15,
        ["FAH"] = v => (v - 32) * 5 / 9,
    });

    /// <summary>Relative, percent.</summary>
    internal static readonly Quantity Humidity = new("humidity", "P1", 2, new Dictionary<string, Func<double, double>> { ["P1"] = v => v });

    /// <summary>Multiples of the standard acceleration of free fall (9.80665 m/s²), in short g.</summary>
    internal static readonly Quantity Shock = new("shock", "K40", 0.5, new Dictionary<string, Func<double, double>>
    {
        ["K40"] = v => v,
        ["MSK"] = v => v / StandardGravity,
    });

    internal static readonly Quantity Light = new("light", "LUX", 5, new Dictionary<string, Func<double, double>> { ["LUX"] = v => v });

    private static readonly Quantity[] All = [Temperature, Humidity, Shock, Light];

    internal static Quantity? Of(string kind) => Array.Find(All, quantity => quantity.Kind == kind);

    /// <summary>In this quantity's own unit; null where the unit is none of it.</summary>
    internal double? Convert(double value, string unit) => Units.TryGetValue(unit, out var convert) ? convert(value) : null;

    /// <summary>Less where the band is narrow, or the limit small.</summary>
    internal double Hysteresis(double? min, double? max) => (min, max) switch
    {
        ({ } low, { } high) => Math.Min(Trembling, (high - low) / 4),
        _ => Math.Min(Trembling, Math.Abs(min ?? max ?? 0) / 4),
    };
}
