using NodaTime;

namespace Logistics.Routing.Etas;

/// <summary>
/// How long a lorry with one driver needs for a drive, by Regulation (EC) No 561/2006: a break of 45 minutes after 4 h 30 of
/// driving (article 7), 9 hours of driving a day, 10 where an extension is left (article 6), then 11 hours of rest (article 8).
/// The driver begins rested.
/// </summary>
internal static class DrivingTimes
{
    internal static readonly Duration LongestStretch = Duration.FromMinutes(270);
    internal static readonly Duration Break = Duration.FromMinutes(45);
    internal static readonly Duration Day = Duration.FromHours(9);
    internal static readonly Duration Extension = Duration.FromHours(1);
    internal static readonly Duration Rest = Duration.FromHours(11);

    /// <param name="driving">At the wheel alone.</param>
    /// <param name="extensions">Days of 10 hours that the driver has left in the week, 0 to 2; spent only where they save a rest.</param>
    internal static Drive Of(Duration driving, int extensions = 0)
    {
        var days = 1;
        while ((Day * days) + (Extension * Math.Min(extensions, days)) < driving) days++;

        var extended = (int)Math.Ceiling((driving - (Day * days)) / Extension);
        var (left, breaks) = (driving, 0);
        for (var day = 0; day < days; day++)
        {
            var today = Duration.Min(left, day < extended ? Day + Extension : Day);
            breaks += BreaksIn(today);
            left -= today;
        }

        return new Drive(driving, breaks, days - 1);
    }

    // A stretch that is followed by nothing or by a rest needs no break.
    private static int BreaksIn(Duration driven) => Math.Max(0, (int)Math.Ceiling(driven / LongestStretch) - 1);
}

/// <param name="Breaks">Of 45 minutes.</param>
/// <param name="Rests">Of 11 hours.</param>
internal sealed record Drive(Duration Driving, int Breaks, int Rests)
{
    /// <summary>From leaving to arriving.</summary>
    internal Duration Elapsed => Driving + (DrivingTimes.Break * Breaks) + (DrivingTimes.Rest * Rests);
}
