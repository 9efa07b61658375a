using System.Diagnostics;
using System.Globalization;

namespace Logistics.Routing.Bench;

/// <summary>The lines that a run is judged by: <c>RESULT name value unit ratio</c>; the ratio is to plain Dijkstra's time for the same questions.</summary>
internal static class Report
{
    internal static void Line(string name, double value, string unit, double? plain = null) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"RESULT routing.{name} {value:0.###} {unit} {(plain is { } other ? (value / other).ToString("0.000", CultureInfo.InvariantCulture) : "-")}"));

    internal static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }

    /// <summary>Milliseconds of each, after all once to warm up: the runtime compiles anew what it sees run often.</summary>
    internal static double[] Times<T>(IReadOnlyCollection<T> questions, Action<T> answer)
    {
        foreach (var question in questions) answer(question);
        return questions.Select(question =>
        {
            var begin = Stopwatch.GetTimestamp();
            answer(question);
            return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        }).ToArray();
    }
}
