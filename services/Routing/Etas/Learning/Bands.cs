namespace Logistics.Routing.Etas.Learning;

/// <summary>
/// Split conformal bands: how far legs that a model had not seen came out from its median, as a share of it. Legs are compared with
/// their like (known or unknown corridor, short or long), and with all others so far as their like are few.
/// </summary>
internal sealed class Bands
{
    // Strength of all other legs together against a leg's like.
    private const double Others = 40;

    // Misses are of nearer days than those that bands are used for; without it 78 % came within P80 on real legs.
    private const double Margin = 0.015;

    // Before anything is known: a leg deviates by a tenth, more upward, for lateness has a long tail and earliness has none.
    private const double UntaughtShare = 0.1;
    private const double UntaughtTail = 1.25;

    private static readonly double[] NormalUpper = [0.063, 0.189, 0.319, 0.454, 0.598, 0.755, 0.935, 1.150, 1.440, 1.960];

    private readonly Dictionary<int, (double To80, double To95)> likes;
    private readonly (double To80, double To95) untried;

    internal Bands(IReadOnlyCollection<Miss> misses)
    {
        untried = Quantile(misses, -1);
        likes = misses.Select(LikeOf).Distinct().ToDictionary(like => like, like => Quantile(misses, like));
    }

    /// <summary>Logarithms of P80 and P95 over the median.</summary>
    internal (double To80, double To95) Of(double baseMinutes, int legs) =>
        likes.GetValueOrDefault(LikeOf(new Miss(0, baseMinutes, legs)), untried);

    private static (double, double) Quantile(IReadOnlyCollection<Miss> misses, int like)
    {
        var others = Math.Min(1, Others / Math.Max(1, misses.Count));
        var values = misses.Select(miss => (miss.LogError, LikeOf(miss) == like ? 1 : others)).ToList();
        // The upper half of a normal distribution in ten steps, and its mirror.
        foreach (var deviation in NormalUpper)
        {
            values.Add((-UntaughtShare * deviation, others));
            values.Add((UntaughtShare * UntaughtTail * deviation, others));
        }

        return (Math.Max(0, Quantiles.Weighted(values, 0.8 + Margin)), Math.Max(0, Quantiles.Weighted(values, 0.95 + (Margin / 3))));
    }

    private static int LikeOf(Miss miss) => (3 * Rank(miss.Legs, 1, 8)) + Rank(miss.BaseMinutes, 45, 120);

    private static int Rank(double value, double second, double third) => value < second ? 0 : value < third ? 1 : 2;
}

/// <summary>By how much an outcome missed the median that was told without knowing it; a logarithm, above 0 if late.</summary>
/// <param name="Legs">Known of the corridor when it was told.</param>
internal sealed record Miss(double LogError, double BaseMinutes, int Legs);
