namespace Logistics.Routing.Etas.Learning;

/// <summary>
/// What the outcomes so far say of corridors and hubs, as logarithms of ratios above the prior. Fed in the order in which legs
/// ended, so that a leg of the past is described as it could have been described on that day, and none by itself.
/// </summary>
internal sealed class LegStatistics(CorridorPriors priors)
{
    private const double CorridorStrength = 2;
    private const double HubStrength = 8;

    // Two weeks in one number are worth less than legs of the last days.
    private const double HistoryWeight = 0.5;

    // A breakdown that tripled a leg's time is not worth three ordinary legs.
    private const double Most = 1;

    private readonly Dictionary<(string, string), Tally> corridors = [];
    private readonly Dictionary<string, Tally> from = [], to = [];

    internal void Learn(LegOutcome outcome)
    {
        var above = Math.Clamp(outcome.LogRatio - priors.LogRatio(outcome.Leg), -Most, Most);
        corridors.Add(outcome.Leg.Corridor, above, 1);
        from.Add(outcome.Leg.From, above, 1);
        to.Add(outcome.Leg.To, above, 1);
    }

    internal LegDescription Describe(LegQuestion leg)
    {
        var prior = priors.LogRatio(leg);
        var history = priors.History(leg);
        var corridor = corridors.GetValueOrDefault(leg.Corridor);
        var (fromHub, toHub) = (Hub(from, leg.From), Hub(to, leg.To));
        var historyWeight = HistoryWeight * (history?.Legs ?? 0);

        // Where a corridor has no legs of its own, its hubs speak for it.
        var parent = CorridorStrength * (fromHub + toHub) / 2;
        var recent = (corridor.Sum + parent) / (corridor.Weight + historyWeight + CorridorStrength);
        return new LegDescription(
            prior + recent, (int)corridor.Weight + (history?.Legs ?? 0), (int)corridor.Weight, prior, recent, fromHub, toHub,
            priors.FromHub(leg.From), priors.ToHub(leg.To), history);
    }

    private static double Hub(Dictionary<string, Tally> tallies, string hub) => tallies.GetValueOrDefault(hub).Shrunk(HubStrength, 0);
}

/// <summary>A leg as the statistics see it; ratios to the base time as logarithms.</summary>
/// <param name="LogRatio">Shrunk: the estimate before the trees look at it.</param>
/// <param name="Legs">Of this corridor, in all.</param>
internal sealed record LegDescription(
    double LogRatio, int Legs, int RecentLegs, double Prior, double Recent, double FromHub, double ToHub, double FromHubHistory,
    double ToHubHistory, CorridorHistory? History)
{
    /// <summary>The columns that the trees split on. NaN where nothing is known: those go to the side that suits them.</summary>
    /// <param name="weekdays">Whether weekdays have been seen often enough to be told apart.</param>
    internal double[] Columns(LegQuestion leg, bool weekdays)
    {
        var hour = leg.Start.TimeOfDay.TickOfDay / (double)NodaTime.NodaConstants.TicksPerHour;
        return
        [
            Math.Log(leg.BaseMinutes),
            ModeNumber(leg.Mode),
            hour,
            (hour + 12) % 24, // Midnight in the middle: night is one range.
            weekdays ? (int)leg.Start.DayOfWeek : double.NaN,
            Math.Log(1 + leg.WaitedMinutes),
            leg.Position,
            Math.Min(Legs, 10), // Counts only grow: without a bound a tree would tell days apart by them.
            Math.Min(RecentLegs, 3),
            Prior,
            LogRatio,
            Recent,
            FromHub,
            ToHub,
            FromHubHistory,
            ToHubHistory,
            History is null ? double.NaN : Math.Log(History.MedianBaseMinutes / leg.BaseMinutes),
            History is null ? double.NaN : History.MedianKm / History.MedianBaseMinutes,
        ];
    }

    // Any fixed number does, if like modes are beside each other.
    private static double ModeNumber(string mode) => mode switch { "road" => 0, "rail" => 1, "barge" => 2, "sea" => 3, _ => 4 };
}
