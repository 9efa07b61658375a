using NodaTime;

namespace Logistics.Routing.Etas;

/// <summary>
/// A time with its uncertainty: minutes from the median to P80 and to P95. Delays of independent legs add up as squares, and time
/// to spare before a departure takes up half of its own length of them.
/// </summary>
internal readonly record struct Expectation(Instant At, double To80, double To95)
{
    // Nothing is told more exactly than to the minute.
    private const double Least80 = 0.84;
    private const double Least95 = 2.05;

    internal static Expectation Certain(Instant at) => new(at, 0, 0);

    internal Spread ToSpread() => new(Cut(At), Cut(At + Duration.FromMinutes(To80)), Cut(At + Duration.FromMinutes(Math.Max(To80, To95))));

    /// <summary>Travels on, with uncertainty of its own.</summary>
    internal Expectation Arriving(Instant at, double to80, double to95) =>
        new(at, Added(To80, Math.Max(Least80, to80)), Added(To95, Math.Max(Least95, to95)));

    internal Expectation Departing(Instant at, Duration slack)
    {
        var takenUp = Math.Max(0, slack.TotalMinutes) / 2;
        return new Expectation(at, Math.Max(0, To80 - takenUp), Math.Max(0, To95 - takenUp));
    }

    internal Expectation Dwelling(Duration late, double to80, double to95) =>
        new(At + late, Added(To80, to80), Added(To95, to95));

    /// <summary>
    /// Something due and not seen is expected after half as long again as it is overdue: the longer nothing comes, the longer
    /// it will still be. That also lets the estimate be revised ever less often.
    /// </summary>
    internal Expectation NotBefore(Instant now) =>
        At >= now ? this : this with { At = now + Duration.Max(Duration.FromMinutes(1), (now - At) / 2) };

    private static double Added(double a, double b) => Math.Sqrt((a * a) + (b * b));

    private static Instant Cut(Instant at) => Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
}
