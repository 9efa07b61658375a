using FluentAssertions;
using Logistics.Routing.Network.Files;
using Logistics.Routing.Network.Gtfs;
using NodaTime;
using Xunit;

namespace Logistics.Routing.Tests.Network;

public sealed class Reading_a_gtfs_feed
{
    private readonly Dictionary<string, string> files = new()
    {
        ["agency.txt"] = "\uFEFFagency_name,agency_timezone\r\nSauerland,Europe/Berlin\r\n",
        ["stops.txt"] = "stop_id,stop_name,stop_lat,stop_lon,parent_station\nHA,\"Hagen, \"\"Hbf\"\"\",51.36,7.46,\nHA1,Gleis 1,51.36,7.46,HA\nLU,Lüdenscheid,51.22,7.63,\n",
        ["trips.txt"] = "route_id,service_id,trip_id\nr,weekdays,t1\n",
        ["stop_times.txt"] = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,26:10:00,26:10:00,LU,2\nt1,25:30:00,25:31:00,HA1,1\n",
        ["calendar.txt"] = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nweekdays,1,1,1,1,1,0,0,20190325,20190405\n",
        ["calendar_dates.txt"] = "service_id,date,exception_type\nweekdays,20190331,1\nweekdays,20190401,2\n",
        ["transfers.txt"] = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nHA,HA,2,180\nHA,LU,0,\nHA1,LU,2,900\n",
    };

    [Fact]
    public void Gives_stops_trips_in_sequence_and_transfers_with_a_time()
    {
        var feed = Read();

        feed.Zone.Id.Should().Be("Europe/Berlin");
        feed.Stops["HA"].Name.Should().Be("Hagen, \"Hbf\"");
        feed.Stops["HA1"].Node.Should().Be("HA");
        feed.Trips.Should().ContainSingle().Which.Calls.Should().Equal(new GtfsCall("HA1", 91_800, 91_860), new GtfsCall("LU", 94_200, 94_200));
        feed.Transfers.Should().Equal(new GtfsTransfer("HA", "HA", 180), new GtfsTransfer("HA1", "LU", 900));
    }

    [Fact]
    public void Puts_exceptions_before_weekdays()
    {
        var calendar = Read().Calendars["weekdays"];

        Enumerable.Range(29, 5).Select(day => new LocalDate(2019, 3, 1).PlusDays(day - 1)).Where(calendar.OperatesOn)
            .Should().Equal(new LocalDate(2019, 3, 29), new LocalDate(2019, 3, 31), new LocalDate(2019, 4, 2));
    }

    [Fact]
    public void Counts_times_from_noon_where_the_clocks_change()
    {
        var network = GtfsTimetable.Of(Read(), new(2019, 3, 29), new(2019, 3, 31), 120);

        // 25:31 is 01:31 of the next day; on the 31st noon minus 12 hours is 23:00 of the 30th.
        Enumerable.Range(0, network.Timetable.ConnectionCount).Select(i => network.Start + Duration.FromSeconds(network.Timetable[i].Departure))
            .Should().Equal(Instant.FromUtc(2019, 3, 30, 0, 31), Instant.FromUtc(2019, 3, 31, 23, 31));
        network.Timetable.ChangeSeconds.Should().Equal(180, 120);
    }

    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        { "stops.txt", "51.22", "95", "stops.txt, line 4: stop_lat is no number of degrees up to 90." },
        { "stop_times.txt", "25:31:00", "25:61:00", "stop_times.txt, line 3: departure_time is no time such as 06:31:00." },
        { "stop_times.txt", "HA1", "XX", "stop_times.txt, line 3: stop_id names stop XX, which is not in stops.txt." },
        { "stop_times.txt", "t1,26", "\"t1,26", "stop_times.txt, line 2: a quotation mark is not closed." },
        { "calendar_dates.txt", "20190401,2", "20190431,2", "calendar_dates.txt, line 3: date is no date such as 20190331." },
        { "calendar_dates.txt", "20190401,2", "20190401,3", "calendar_dates.txt, line 3: exception_type is 3; it is 1 for added or 2 for removed." },
        { "trips.txt", "r,weekdays,t1", "r,weekdays", "trips.txt, line 2: has 2 values, the header names 3 columns." },
        { "trips.txt", "service_id", "service", "trips.txt, line 1: column service_id is missing." },
        { "agency.txt", "Europe/Berlin", "CET+1", "agency.txt, line 2: agency_timezone CET+1 is no IANA time zone." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Names_the_line_that_is_wrong(string file, string right, string wrong, string message)
    {
        files[file] = files[file].Replace(right, wrong, StringComparison.Ordinal);
        FluentActions.Invoking(Read).Should().Throw<FileProblem>().WithMessage(message);
    }

    [Fact]
    public void Says_which_file_is_missing()
    {
        files.Remove("trips.txt");
        FluentActions.Invoking(Read).Should().Throw<FileProblem>().WithMessage("trips.txt, line 1: the feed has no such file.");
    }

    private GtfsFeed Read() => GtfsFiles.Read(name => files.TryGetValue(name, out var text) ? new StringReader(text) : null);
}
