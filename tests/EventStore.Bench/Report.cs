using System.Globalization;

namespace Logistics.EventStore.Bench;

/// <summary>The lines that a run is judged by: <c>RESULT name value unit ratio</c>.</summary>
internal static class Report
{
    /// <summary>Medians of the rounds.</summary>
    internal static void Rates(string name, IReadOnlyCollection<(double Rate, double Ratio)> rounds) => Line(
        name, Median(rounds.Select(round => round.Rate)).ToString("0", CultureInfo.InvariantCulture), "events/s",
        Median(rounds.Select(round => round.Ratio)).ToString("0.00", CultureInfo.InvariantCulture));

    internal static void Milliseconds(string name, double value) => Line(name, value.ToString("0.00", CultureInfo.InvariantCulture), "ms", "-");

    private static double Median(IEnumerable<double> values) => Percentile(values, 0.5);

    internal static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }

    private static void Line(string name, string value, string unit, string ratio) => Console.WriteLine($"RESULT {name} {value} {unit} {ratio}");
}
