using System.Diagnostics;
using Logistics.Routing.Network.Gtfs;
using Logistics.Routing.Planning.Scans;
using Logistics.Specs;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Routing.Answers;

/// <summary>Answered by the service's own reader and scan; this only asks and writes.</summary>
/// <param name="All">Arrivals by the most legs: 0, which is on foot, to 6, then any number.</param>
internal sealed record TimetableAnswers(IReadOnlyList<(ArrivalQuestion Question, IReadOnlyList<Instant?> Arrivals)> All)
{
    internal static TimetableAnswers Of(QuerySet set)
    {
        var watch = Stopwatch.StartNew();
        var network = GtfsTimetable.Of(GtfsFiles.Read(RealData.Path(set.Feed)), set.FirstDay, set.LastDay, set.ChangeSeconds);
        var loaded = watch.Elapsed;
        var questions = set.Questions();
        watch.Restart();
        var answers = questions.Select(question => (question, Answer(network, question))).ToList();
        Console.WriteLine(
            $"{set.Feed}: {network.Timetable.HubCount} stations, {network.Timetable.ConnectionCount} connections, loaded in "
            + $"{loaded.TotalSeconds:0.0} s; {questions.Count} queries answered in {watch.Elapsed.TotalSeconds:0.00} s.");
        return new TimetableAnswers(answers);
    }

    internal void Write(string file)
    {
        var legs = string.Join(',', Enumerable.Range(1, Lanes.MostLegs).Select(most => $"arr_utc_max{most}legs"));
        var lines = All.Select(answer => string.Join(',', answer.Arrivals.Skip(1).SkipLast(1).Prepend(answer.Arrivals[^1]).Select(Text).Prepend(answer.Question.Id)));
        File.WriteAllLines(file, lines.Prepend($"query_id,earliest_arrival_utc,{legs}"));
    }

    private static IReadOnlyList<Instant?> Answer(GtfsTimetable network, ArrivalQuestion question)
    {
        var ready = (int)(question.Ready - network.Start).TotalSeconds;
        var last = ready + (int)QuerySet.Horizon.TotalSeconds;
        var arrivals = ArrivalByLegs.OfThisThread.Scan(
            network.Timetable, network.Nodes[question.From], network.Nodes[question.To], ready, last, worthWithin: int.MaxValue, new AnyRide());
        return arrivals.ToArray().Select(arrival => arrival == Lanes.Never ? (Instant?)null : network.Start + Duration.FromSeconds(arrival)).ToList();
    }

    private static string Text(Instant? arrival) => arrival is { } at ? InstantPattern.General.Format(at) : "";
}
