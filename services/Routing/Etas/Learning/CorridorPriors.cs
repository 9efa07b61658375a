namespace Logistics.Routing.Etas.Learning;

/// <summary>
/// What a corridor's legs take before any of the outcomes kept one by one is looked at, as the logarithm of the ratio to the base
/// time: its own history, shrunk toward its two hubs', theirs toward their regions', those toward the mode's level.
/// </summary>
internal sealed class CorridorPriors
{
    // Tried 0.2 to 6 on 4,774 real legs: a corridor's own median is worth nearly all from the second leg on.
    private const double CorridorStrength = 0.5;
    private const double HubStrength = 10;
    private const double RegionStrength = 20;

    // Outcomes of a mode that outweigh the belief that the base time is right.
    private const double LevelStrength = 20;

    private readonly Dictionary<string, double> levels;
    private readonly Dictionary<(string, string), CorridorHistory> histories;
    private readonly Func<string, string> regionOf;
    private readonly Dictionary<string, Tally> from = [], to = [], fromRegion = [], toRegion = [];

    internal CorridorPriors(IEnumerable<CorridorHistory> histories, IReadOnlyCollection<LegOutcome> outcomes, Func<string, string> regionOf)
    {
        this.regionOf = regionOf;
        this.histories = histories.ToDictionary(history => (history.From, history.To));
        levels = outcomes.GroupBy(outcome => outcome.Leg.Mode).ToDictionary(mode => mode.Key, LevelOf);
        foreach (var history in this.histories.Values)
        {
            var above = Above(history);
            from.Add(history.From, above, history.Legs);
            to.Add(history.To, above, history.Legs);
            fromRegion.Add(regionOf(history.From), above, history.Legs);
            toRegion.Add(regionOf(history.To), above, history.Legs);
        }
    }

    internal CorridorHistory? History(LegQuestion leg) => histories.GetValueOrDefault(leg.Corridor);

    internal double LogRatio(LegQuestion leg)
    {
        var own = History(leg);
        var parent = Level(leg.Mode) + HubsOf(leg, own);
        return own is null ? parent : new Tally(0, 0).With(Math.Log(own.MedianRatio), own.Legs).Shrunk(CorridorStrength, parent);
    }

    /// <summary>How far legs from a hub are above their mode's level.</summary>
    internal double FromHub(string hub) => from.GetValueOrDefault(hub).Shrunk(HubStrength / 2, 0);

    internal double ToHub(string hub) => to.GetValueOrDefault(hub).Shrunk(HubStrength / 2, 0);

    // Without the corridor itself: what it says of its hubs it would otherwise say twice.
    private double HubsOf(LegQuestion leg, CorridorHistory? own)
    {
        var (above, legs) = own is null ? (0, 0) : (Above(own), own.Legs);
        return (Shrunk(from.GetValueOrDefault(leg.From), fromRegion.GetValueOrDefault(regionOf(leg.From)))
            + Shrunk(to.GetValueOrDefault(leg.To), toRegion.GetValueOrDefault(regionOf(leg.To)))) / 2;

        double Shrunk(Tally hub, Tally region) =>
            hub.Without(above, legs).Shrunk(HubStrength, region.Without(above, legs).Shrunk(RegionStrength, 0));
    }

    private double Above(CorridorHistory history) => Math.Log(history.MedianRatio) - Level(history.Mode);

    private double Level(string mode) => levels.GetValueOrDefault(mode);

    // By minutes: what is told wrong on a long leg is more minutes.
    private static double LevelOf(IEnumerable<LegOutcome> outcomes)
    {
        var all = outcomes.Select(outcome => (outcome.LogRatio, outcome.Leg.BaseMinutes)).ToList();
        return Quantiles.Weighted(all, 0.5) * all.Count / (all.Count + LevelStrength);
    }
}
