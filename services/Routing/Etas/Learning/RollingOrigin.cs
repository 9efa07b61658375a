using NodaTime;

namespace Logistics.Routing.Etas.Learning;

/// <summary>
/// Judges the model as it will be used: taught with what had ended at an origin, asked for journeys that began after it. Several
/// origins, so that no single day decides.
/// </summary>
internal static class RollingOrigin
{
    /// <summary>Beside the model: a corridor's mean ratio leaning on its mode's by three legs, as who has no model does it.</summary>
    private const double BaselineStrength = 3;

    internal static Judgement Judge(
        IReadOnlyList<LegOutcome> outcomes, Experience experience, IReadOnlyList<Instant> origins, BoostSettings? settings = null) =>
        origins.Select(origin => JudgeFrom(outcomes, experience, origin, settings)).Aggregate(default(Judgement), Judgement.Plus);

    private static Judgement JudgeFrom(
        IReadOnlyList<LegOutcome> outcomes, Experience experience, Instant origin, BoostSettings? settings)
    {
        var known = outcomes.Where(outcome => outcome.End <= origin).ToList();
        var model = LegTimeModel.Teach(known, experience, settings);
        var baseline = BaselineOf(known, experience);
        return outcomes.Where(outcome => BeganAfter(outcome.Leg, origin))
            .Aggregate(default(Judgement), (sofar, outcome) => sofar.With(outcome, model.Estimate(outcome.Leg), baseline(outcome.Leg)));
    }

    private static bool BeganAfter(LegQuestion leg, Instant origin) => leg.At - Duration.FromMinutes(leg.WaitedMinutes) > origin;

    private static Func<LegQuestion, double> BaselineOf(IReadOnlyList<LegOutcome> known, Experience experience)
    {
        var histories = experience.Histories.ToDictionary(history => (history.From, history.To));
        var modes = known.GroupBy(outcome => outcome.Leg.Mode)
            .ToDictionary(mode => mode.Key, mode => Math.Exp(Quantiles.Weighted(mode.Select(it => (it.LogRatio, it.Leg.BaseMinutes)).ToList(), 0.5)));
        var corridors = known.GroupBy(outcome => outcome.Leg.Corridor)
            .ToDictionary(corridor => corridor.Key, corridor => (Sum: corridor.Sum(it => it.Minutes / it.Leg.BaseMinutes), Legs: corridor.Count()));
        return leg =>
        {
            var (sum, legs) = corridors.GetValueOrDefault(leg.Corridor);
            var (before, ratio) = histories.GetValueOrDefault(leg.Corridor) is { } history ? (history.Legs, history.MedianRatio) : (0, 0);
            return leg.BaseMinutes * new Tally(sum + (before * ratio), legs + before)
                .Shrunk(BaselineStrength, modes.GetValueOrDefault(leg.Mode, 1));
        };
    }
}

/// <summary>Sums over judged legs; divided by <see cref="Legs"/> they are means and shares.</summary>
internal readonly record struct Judgement(int Legs, double Error, double Bias, double BaselineError, int Within80, int Within95)
{
    internal double MeanAbsoluteError => Error / Legs;

    internal double BaselineMeanAbsoluteError => BaselineError / Legs;

    internal double Coverage80 => (double)Within80 / Legs;

    internal double Coverage95 => (double)Within95 / Legs;

    internal Judgement With(LegOutcome outcome, LegTime told, double baseline) => new(
        Legs + 1,
        Error + Math.Abs(told.P50 - outcome.Minutes),
        Bias + told.P50 - outcome.Minutes,
        BaselineError + Math.Abs(baseline - outcome.Minutes),
        Within80 + (outcome.Minutes <= told.P80 ? 1 : 0),
        Within95 + (outcome.Minutes <= told.P95 ? 1 : 0));

    internal static Judgement Plus(Judgement a, Judgement b) => new(
        a.Legs + b.Legs, a.Error + b.Error, a.Bias + b.Bias, a.BaselineError + b.BaselineError, a.Within80 + b.Within80, a.Within95 + b.Within95);
}
