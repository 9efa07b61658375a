using Logistics.Routing.Oracle;
using Logistics.Routing.Planning.Scans;
using Logistics.Specs;
using NodaTime;

namespace Logistics.Routing.Answers;

/// <summary>Every answer against the oracle, which reads the feed for itself.</summary>
internal static class OracleCheck
{
    internal static int Differences(QuerySet set, TimetableAnswers answers)
    {
        var feed = OracleFeed.Read(RealData.Path(set.Feed), set.FirstDay, set.LastDay, set.ChangeSeconds);
        var differences = 0;
        foreach (var (question, arrivals) in answers.All)
        {
            var expected = Expected(feed, question);
            for (var lane = 0; lane < expected.Count; lane++)
            {
                if (expected[lane] == arrivals[lane]) continue;
                differences++;
                Console.WriteLine($"{question.Id}, lane {lane}: {arrivals[lane]}, the oracle says {expected[lane]}");
            }
        }

        Console.WriteLine($"{set.AnswersFile}: {differences} differences to the oracle in {answers.All.Count} queries.");
        return differences;
    }

    private static List<Instant?> Expected(OracleFeed feed, ArrivalQuestion question)
    {
        var ready = (int)(question.Ready - feed.Start).TotalSeconds;
        var last = ready + (int)QuerySet.Horizon.TotalSeconds;
        return TimeDependentDijkstra.EarliestByLegs(feed.Timetable, question.From, question.To, ready, last, Lanes.MostLegs)
            .Append(TimeDependentDijkstra.Earliest(feed.Timetable, question.From, question.To, ready, last))
            .Select(seconds => seconds is { } s ? feed.Start + Duration.FromSeconds(s) : (Instant?)null).ToList();
    }
}
