using System.Globalization;

namespace Logistics.Shipments.Bench;

/// <summary>The lines that a run is judged by: <c>RESULT name value unit ratio</c>.</summary>
internal static class Report
{
    internal static void Rate(string name, double value, string unit, double? ratio = null) => Line(
        name, value.ToString("0", CultureInfo.InvariantCulture), unit, ratio?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-");

    internal static void Milliseconds(string name, double value) => Line(name, value.ToString("0.00", CultureInfo.InvariantCulture), "ms", "-");

    internal static void Ratio(string name, double value) => Line(name, value.ToString("0.00", CultureInfo.InvariantCulture), "times", "-");

    internal static double Percentile(IReadOnlyCollection<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }

    internal static string Spread(IReadOnlyCollection<double> values) => string.Create(
        CultureInfo.InvariantCulture,
        $"p50 {Percentile(values, 0.5):0.0}, p95 {Percentile(values, 0.95):0.0}, p99 {Percentile(values, 0.99):0.0}, most {values.Max():0.0} ms of {values.Count}");

    private static void Line(string name, string value, string unit, string ratio) => Console.WriteLine($"RESULT {name} {value} {unit} {ratio}");
}
