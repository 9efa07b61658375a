using NodaTime;

namespace Logistics.Routing.Etas.Learning;

/// <summary>What a model is taught beside the outcomes.</summary>
/// <param name="Histories">Of the time before the outcomes.</param>
/// <param name="RegionOf">The parent of a hub.</param>
internal sealed record Experience(IReadOnlyList<CorridorHistory> Histories, Func<string, string> RegionOf);

/// <summary>Minutes on the way: half take at most P50, four in five P80, nineteen in twenty P95.</summary>
internal sealed record LegTime(double P50, double P80, double P95, LegDescription Seen);

/// <summary>
/// Learns from outcomes how long a leg takes. Immutable once taught; the same outcomes teach the same model, so every process may
/// teach its own.
/// </summary>
internal sealed class LegTimeModel
{
    // Misses are of models that knew only what had ended by then: shares of the time taught, the last hours left out of the
    // judgement because only their short legs have ended.
    private static readonly double[] Origins = [0.4, 0.6, 0.8];
    private static readonly Duration Unripe = Duration.FromHours(12);

    private readonly MedianTimes medians;
    private readonly Bands bands;

    private LegTimeModel(MedianTimes medians, Bands bands) => (this.medians, this.bands) = (medians, bands);

    /// <summary>Believes the base times.</summary>
    internal static LegTimeModel Untaught { get; } = Teach([], new Experience([], hub => hub));

    internal static LegTimeModel Teach(IReadOnlyList<LegOutcome> outcomes, Experience experience, BoostSettings? settings = null)
    {
        settings ??= BoostSettings.Default;
        return new LegTimeModel(
            MedianTimes.Teach(outcomes, experience, settings), new Bands(MissesOf(outcomes, experience, settings with { Bags = 1 })));
    }

    internal LegTime Estimate(LegQuestion leg)
    {
        var (median, seen) = medians.Estimate(leg);
        var (to80, to95) = bands.Of(leg.BaseMinutes, seen.Legs);
        return new LegTime(Math.Exp(median), Math.Exp(median + to80), Math.Exp(median + to95), seen);
    }

    private static List<Miss> MissesOf(IReadOnlyList<LegOutcome> outcomes, Experience experience, BoostSettings settings)
    {
        if (outcomes.Count == 0) return [];
        var (first, last) = (outcomes.Min(outcome => outcome.Leg.At), outcomes.Max(outcome => outcome.End));
        return Origins.Select(share => first + ((last - first) * share)).SelectMany(MissesSince).ToList();

        IEnumerable<Miss> MissesSince(Instant origin)
        {
            var known = outcomes.Where(outcome => outcome.End <= origin).ToList();
            var then = MedianTimes.Teach(known, experience, settings);
            return outcomes.Where(outcome => outcome.Leg.At > origin && outcome.Leg.At <= last - Unripe)
                .Select(outcome => MissOf(then, outcome));
        }
    }

    private static Miss MissOf(MedianTimes then, LegOutcome outcome)
    {
        var (median, seen) = then.Estimate(outcome.Leg);
        return new Miss(Math.Log(outcome.Minutes) - median, outcome.Leg.BaseMinutes, seen.Legs);
    }
}
