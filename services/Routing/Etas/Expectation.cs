using NodaTime;

namespace Logistics.Routing.Etas;

/// <summary>
/// A time with its uncertainty. Spreads are defaults by mode until our own history teaches better ones; delays of independent
/// legs add up as variances, and time to spare before a departure takes up half of its own length of them.
/// </summary>
internal readonly record struct Expectation(Instant At, double DeviationMinutes)
{
    // Normal quantiles; the upper one stretched by a quarter, because lateness has a long tail and earliness has none.
    private const double Q80 = 0.84;
    private const double Q95 = 1.64 * 1.25;

    internal static Expectation Certain(Instant at) => new(at, 0);

    internal Spread ToSpread() => new(Cut(At), Cut(At + Minutes(Q80 * DeviationMinutes)), Cut(At + Minutes(Q95 * DeviationMinutes)));

    /// <summary>Travels on: later by the time, less certain by the mode's share of what is still to travel.</summary>
    internal Expectation Arriving(Instant at, Duration travel, string mode)
    {
        var own = Math.Max(1, ShareOf(mode) * Math.Max(0, travel.TotalMinutes));
        return new Expectation(at, Math.Sqrt((DeviationMinutes * DeviationMinutes) + (own * own)));
    }

    internal Expectation Departing(Instant at, Duration slack) =>
        new(at, Math.Max(0, DeviationMinutes - (Math.Max(0, slack.TotalMinutes) / 2)));

    /// <summary>
    /// Something due and not seen is expected after half as long again as it is overdue: the longer nothing comes, the longer
    /// it will still be. That also lets the estimate be revised ever less often.
    /// </summary>
    internal Expectation NotBefore(Instant now) =>
        At >= now ? this : this with { At = now + Duration.Max(Duration.FromMinutes(1), (now - At) / 2) };

    private static double ShareOf(string mode) => mode switch { "rail" => 0.08, "road" => 0.12, _ => 0.10 };

    private static Duration Minutes(double minutes) => Duration.FromMinutes(minutes);

    private static Instant Cut(Instant at) => Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
}
