using NodaTime;

namespace Logistics.Routing.Etas.Learning;

/// <summary>
/// The median time of a leg: shrunk statistics of its corridor and hubs, and trees for what they leave unexplained (time of day,
/// waiting, length).
/// </summary>
internal sealed class MedianTimes
{
    // With fewer outcomes trees learn their noise.
    private const int LeastForTrees = 300;

    // In fewer weeks a weekday is only a name of a day that was good or bad for other reasons.
    private static readonly Duration LeastForWeekdays = Duration.FromDays(21);

    private readonly LegStatistics statistics;
    private readonly BoostedTrees trees;
    private readonly bool weekdays;

    private MedianTimes(LegStatistics statistics, BoostedTrees trees, bool weekdays) =>
        (this.statistics, this.trees, this.weekdays) = (statistics, trees, weekdays);

    internal static MedianTimes Teach(IReadOnlyList<LegOutcome> outcomes, Experience experience, BoostSettings settings)
    {
        var statistics = new LegStatistics(new CorridorPriors(experience.Histories, outcomes, experience.RegionOf));
        var weekdays = outcomes.Count > 0 && outcomes.Max(it => it.Leg.At) - outcomes.Min(it => it.Leg.At) >= LeastForWeekdays;
        var (rows, starts, targets) = Described(outcomes, statistics, weekdays);
        var trees = outcomes.Count < LeastForTrees ? BoostedTrees.None : BoostedTrees.Fit(rows, starts, targets, settings);
        return new MedianTimes(statistics, trees, weekdays);
    }

    internal (double LogMinutes, LegDescription Seen) Estimate(LegQuestion leg)
    {
        var seen = statistics.Describe(leg);
        return (StartOf(leg, seen) + trees.Answer(seen.Columns(leg, weekdays)), seen);
    }

    /// <summary>Each leg as it looked when it started: the statistics have learned only what had ended by then.</summary>
    private static (IReadOnlyList<double[]> Rows, double[] Starts, double[] Targets) Described(
        IReadOnlyList<LegOutcome> outcomes, LegStatistics statistics, bool weekdays)
    {
        var ended = new Queue<LegOutcome>(outcomes.OrderBy(outcome => outcome.End));
        var (rows, starts, targets) = (new List<double[]>(), new List<double>(), new List<double>());
        foreach (var outcome in outcomes.OrderBy(outcome => outcome.Leg.At))
        {
            while (ended.TryPeek(out var next) && next.End <= outcome.Leg.At) statistics.Learn(ended.Dequeue());
            var seen = statistics.Describe(outcome.Leg);
            rows.Add(seen.Columns(outcome.Leg, weekdays));
            starts.Add(StartOf(outcome.Leg, seen));
            targets.Add(Math.Log(outcome.Minutes));
        }

        while (ended.TryDequeue(out var rest)) statistics.Learn(rest);
        return (rows, [.. starts], [.. targets]);
    }

    private static double StartOf(LegQuestion leg, LegDescription seen) => Math.Log(leg.BaseMinutes) + seen.LogRatio;
}
