using Logistics.Specs;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Routing.Answers;

/// <summary>A feed, the service days that its queries are answered from, and the queries.</summary>
internal sealed record QuerySet(
    string QueriesFile, string AnswersFile, string Feed, LocalDate FirstDay, LocalDate LastDay, int ChangeSeconds)
{
    /// <summary>Connections may leave so long after a query's time.</summary>
    internal static readonly Duration Horizon = Duration.FromDays(5);

    internal static readonly IReadOnlyList<QuerySet> All =
    [
        new("timetable/db-queries.csv", "db-answers.csv", "timetable/db-fernverkehr-2019", new(2019, 3, 24), new(2019, 4, 3), 600),
        new("timetable/nyc-queries.csv", "nyc-answers.csv", "timetable/nyc-subway/nyc_subway.zip", new(2018, 9, 10), new(2018, 9, 16), 120),
    ];

    internal IReadOnlyList<ArrivalQuestion> Questions() => File.ReadLines(RealData.Path(QueriesFile)).Skip(1)
        .Select(line => line.Split(',') is [var id, var from, var to, var ready]
            ? new ArrivalQuestion(id, from, to, InstantPattern.General.Parse(ready).Value)
            : throw new FormatException($"{QueriesFile}: {line}"))
        .ToList();
}

internal sealed record ArrivalQuestion(string Id, string From, string To, Instant Ready);
