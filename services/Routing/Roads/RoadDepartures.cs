using Logistics.Routing.Etas;
using Logistics.Routing.Hauliers;
using Logistics.Routing.Hubs;
using Logistics.Routing.Network;
using NodaTime;

namespace Logistics.Routing.Roads;

/// <summary>
/// When a haulier's lorry can leave on a way, and when it is there: ordered to the quarter of an hour, within the hours of its drivers,
/// with the breaks and rests that the law asks for.
/// </summary>
internal static class RoadDepartures
{
    private const int Quarter = 15 * 60;
    private const int Hour = 3600;

    // Later ones are only wanted after days of travel, and need no quarters.
    private const int QuartersFor = 4 * 24 * Hour;

    internal static RoadDrive DriveOf(RoadWay way)
    {
        var drive = DrivingTimes.Of(Duration.FromMinutes(Math.Max(1, Math.Ceiling(way.DrivingMinutes))), extensions: 1);
        return new RoadDrive(Math.Round(way.Kilometres, 1), (int)drive.Driving.TotalMinutes, drive.Breaks, drive.Rests, way.Source);
    }

    /// <summary>From leaving to arriving.</summary>
    internal static int SecondsOf(RoadDrive drive) => (int)drive.ToDrive().Elapsed.TotalSeconds;

    /// <summary>Seconds of the snapshot, in order; hours of drivers left aside where asked so, to tell what they prevent.</summary>
    internal static IEnumerable<(int Departure, int Arrival)> Of(
        NetworkSnapshot network, HaulierDetails haulier, RoadDrive drive, DateTimeZone zone, int earliest, int latest, bool atAnyHour)
    {
        var hours = atAnyHour ? Hours.Always : HoursOf(network, haulier, zone);
        var elapsed = SecondsOf(drive);
        var (first, last) = (DayStart(haulier.ValidFrom), DayStart(haulier.ValidTo.PlusDays(1)) - 1);
        var at = RoundedUp(Math.Max(earliest, first), Quarter);
        for (var end = Math.Min(latest - elapsed, last); at <= end; at = at - earliest < QuartersFor ? at + Quarter : RoundedUp(at + 1, Hour))
        {
            if (hours.OpenAt(at) && (drive.Rests > 0 || hours.IsAlways || at + elapsed <= hours.OpenUntil(at))) yield return (at, at + elapsed);
        }

        int DayStart(LocalDate day) =>
            (int)Math.Clamp((zone.AtStartOfDay(day).ToInstant() - network.Start).TotalSeconds, int.MinValue / 2, int.MaxValue / 2);
    }

    private static Hours HoursOf(NetworkSnapshot network, HaulierDetails haulier, DateTimeZone zone) => haulier.DriverHours is not { Count: > 0 } hours
        ? Hours.Always
        : HoursBuilder.Of(new HubDetails("", 0, 0, zone.Id, 0) { OpeningHours = hours }, [], network.Start, network.End);

    private static int RoundedUp(int seconds, int step) => (int)Math.Ceiling(seconds / (double)step) * step;
}
