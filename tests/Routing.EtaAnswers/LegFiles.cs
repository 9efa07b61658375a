using System.Globalization;
using Logistics.Routing.Etas.Learning;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Routing.EtaAnswers;

/// <summary>The files of real legs, as the estimator wants them.</summary>
internal static class LegFiles
{
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm");

    /// <summary>Legs that ended before the questions begin.</summary>
    internal static IReadOnlyList<LegOutcome> Outcomes(string path) =>
        Rows(path, "trip_id", row => new LegOutcome(LegOf(row), Number(row[8])));

    internal static IReadOnlyList<(string Id, LegQuestion Leg)> Questions(string path) =>
        Rows(path, "question_id", row => (row[0], LegOf(row)));

    internal static IReadOnlyList<CorridorHistory> Histories(string path) => Rows(path, "source_center", row => new CorridorHistory(
        row[0], row[1], ModeOf(row[7]), int.Parse(row[2], CultureInfo.InvariantCulture), Number(row[3]), Number(row[5]), Number(row[6])));

    /// <summary>A hub's id holds its postal code, whose first three digits are a sorting district; big hubs have none.</summary>
    internal static string RegionOf(string hub) => hub[3..6] == "000" ? hub : hub[..6];

    private static LegQuestion LegOf(string[] row)
    {
        var (created, start) = (Minute.Parse(row[5]).Value, Minute.Parse(row[6]).Value);
        return new LegQuestion(
            row[3], row[4], ModeOf(row[2]), start.WithOffset(Offset.Zero), Number(row[7]), int.Parse(row[1], CultureInfo.InvariantCulture),
            Period.Between(created, start, PeriodUnits.Minutes).Minutes);
    }

    // A lorry that is full from end to end, and a round with several stops: two modes, though both are road.
    private static string ModeOf(string routeType) => routeType == "FTL" ? "road" : "round";

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static List<T> Rows<T>(string path, string firstColumn, Func<string[], T> read)
    {
        var lines = File.ReadLines(path);
        if (!lines.First().StartsWith(firstColumn + ",", StringComparison.Ordinal))
            throw new InvalidDataException($"{path} does not begin with the column {firstColumn}.");
        return lines.Skip(1).Select(line => read(line.Split(','))).ToList();
    }
}
