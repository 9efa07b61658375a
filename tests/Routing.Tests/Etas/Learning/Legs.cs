using Logistics.Routing.Etas.Learning;
using NodaTime;

namespace Logistics.Routing.Tests.Etas.Learning;

/// <summary>Made-up legs on corridors whose truth is known.</summary>
internal static class Legs
{
    internal static readonly Instant Monday = Instant.FromUtc(2026, 11, 23, 0, 0);

    internal static readonly Experience Nothing = new([], hub => hub[..2]);

    internal static LegQuestion Leg(string from, string to, double hours = 0, double baseMinutes = 60) => new(
        from, to, "road", (Monday + Duration.FromHours(hours)).WithOffset(Offset.FromHours(1)), baseMinutes, 1, 0);

    internal static LegOutcome Took(this LegQuestion leg, double minutes) => new(leg, minutes);

    /// <summary>
    /// A leg every ten minutes. The corridors' ratios run from 0.9 to 1.7, nights are a fifth faster, and what remains is
    /// lognormal.
    /// </summary>
    internal static IReadOnlyList<LegOutcome> Synthetic(int count, int seed, double deviation = 0.2)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(i =>
        {
            var corridor = random.Next(40);
            var leg = Leg($"DE{corridor / 8}", $"NL{corridor % 8}", i / 6.0, 20 + (random.NextDouble() * 200));
            var night = leg.Start.Hour < 6 ? 0.8 : 1;
            return leg.Took(leg.BaseMinutes * (0.9 + (corridor * 0.02)) * night * Math.Exp(deviation * Normal(random)));
        }).ToList();
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
