using FluentAssertions;
using Logistics.Routing.Hubs;
using Logistics.Routing.Network;
using Logistics.Routing.Roads;
using NodaTime;
using Xunit;
using static Logistics.Routing.Tests.Roads.RoadSamples;
using static Logistics.Routing.Tests.SmallNetwork;

namespace Logistics.Routing.Tests.Roads;

public sealed class Lorries
{
    private static readonly NetworkSnapshot Snapshot = Timetable.Snapshot();
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Theory]
    [InlineData(60, 0, 0, 60)]
    [InlineData(300, 1, 0, 345)]
    [InlineData(600, 2, 0, 690)]
    [InlineData(660, 1, 1, 1365)]
    public void Rest_as_the_law_says(int driving, int breaks, int rests, int elapsed)
    {
        var drive = RoadDepartures.DriveOf(new RoadWay(driving, driving, "osrm"));

        (drive.DrivingMinutes, drive.Breaks, drive.Rests, RoadDepartures.SecondsOf(drive) / 60).Should().Be((driving, breaks, rests, elapsed));
    }

    [Fact]
    public void Leave_on_the_quarters_of_an_hour() => Leaving("06:07", "07:31", 30).Should().Equal("06:15", "06:30", "06:45", "07:00");

    [Fact]
    public void Come_back_before_their_drivers_go_home() =>
        Leaving("05:00", "23:00", 30, new OpeningHours(1, new LocalTime(6, 0), new LocalTime(7, 0))).Should().Equal("06:00", "06:15", "06:30");

    [Fact]
    public void Rest_on_the_way_where_they_drive_over_night() =>
        Leaving("05:00", "71:00", 660, new OpeningHours(1, new LocalTime(6, 0), new LocalTime(6, 30))).Should().Equal("06:00", "06:15");

    [Fact]
    public void Drive_on_the_days_of_their_validity_alone() => RoadDepartures.Of(
        Snapshot, Lorry with { ValidTo = Monday.PlusDays(-1) }, Drive(30), Zone, Seconds("05:00"), Seconds("71:00"), atAnyHour: false).Should().BeEmpty();

    private static IEnumerable<string> Leaving(string earliest, string latest, int minutes, params OpeningHours[] hours) => RoadDepartures
        .Of(Snapshot, Lorry with { DriverHours = hours }, Drive(minutes), Zone, Seconds(earliest), Seconds(latest), atAnyHour: false)
        .Select(lorry => Snapshot.At(lorry.Departure).InZone(Zone).ToString("HH:mm", null));

    private static RoadDrive Drive(int minutes) => RoadDepartures.DriveOf(new RoadWay(minutes, minutes, "osrm"));

    private static int Seconds(string time) => Snapshot.Seconds(At(time));
}
