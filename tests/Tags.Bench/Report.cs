using System.Globalization;

namespace Logistics.Tags.Bench;

/// <summary>The lines that a run is judged by: <c>RESULT name value unit ratio</c>.</summary>
internal static class Report
{
    /// <summary>Medians of the rounds.</summary>
    internal static void Rates(string name, IReadOnlyCollection<(double Rate, double Ratio)> rounds)
        => Rate(name, Percentile(rounds.Select(round => round.Rate), 0.5), Percentile(rounds.Select(round => round.Ratio), 0.5));

    internal static void Rate(string name, double rate, double ratio) => Line(name, Text(rate, "0"), "reads/s", Text(ratio, "0.00"));

    internal static void Value(string name, double value, string unit) => Line(name, Text(value, "0.00"), unit, "-");

    internal static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static void Line(string name, string value, string unit, string ratio) => Console.WriteLine($"RESULT {name} {value} {unit} {ratio}");
}
