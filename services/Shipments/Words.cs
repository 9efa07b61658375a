using System.Globalization;
using Logistics.Shipments.Shipments;

namespace Logistics.Shipments;

/// <summary>Codes as people say them.</summary>
internal static class Words
{
    /// <summary>UN/ECE Recommendation 20.</summary>
    private static readonly IReadOnlyDictionary<string, string> Units = new Dictionary<string, string>
    {
        ["CEL"] = "°C",
        ["FAH"] = "°F",
        ["P1"] = "%",
        ["KGM"] = "kg",
        ["MTQ"] = "m³",
        ["LUX"] = "lx",
        ["HPA"] = "hPa",
        ["K40"] = "g",
    };

    /// <summary>`12.2 °C` for 12.2 CEL.</summary>
    public static string Measure(double value, string unit)
        => string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {Plainly(unit)}");

    /// <summary>`2 to 8 °C, 15 min` for `2 to 8 CEL, 15 min`.</summary>
    public static string Plain(string text) => string.Join(", ", text.Split(", ").Select(part => string.Join(' ', part.Split(' ').Select(Plainly))));

    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public static string Of(MilestoneKind kind) => kind switch
    {
        MilestoneKind.CustomsCleared => "customs cleared",
        MilestoneKind.OutForDelivery => "out for delivery",
        MilestoneKind.DeliveryAttempted => "delivery attempted",
        _ => kind.ToString().ToLowerInvariant(),
    };

    public static string Of(ConditionKind kind) => kind.ToString().ToLowerInvariant();

    public static string Of(HoldKind kind) => kind.ToString().ToLowerInvariant();

    private static string Plainly(string word) => Units.GetValueOrDefault(word, word);
}
