using System.Globalization;
using System.IO.Compression;
using Logistics.Routing.Network.Files;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Routing.Network.Gtfs;

/// <summary>Reads a feed from its folder or its zip file. What is wrong is refused with its file and line; unknown files are passed over.</summary>
internal static class GtfsFiles
{
    private static readonly LocalDatePattern Compact = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly string[] Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    internal static GtfsFeed Read(string path)
    {
        if (Directory.Exists(path))
        {
            return Read(name => Path.Combine(path, name) is var file && File.Exists(file) ? File.OpenText(file) : null);
        }

        using var zip = ZipFile.OpenRead(path);
        return Read(name => zip.GetEntry(name) is { } entry ? new StreamReader(entry.Open()) : null);
    }

    internal static GtfsFeed Read(Func<string, TextReader?> open)
    {
        var stops = Rows(open, "stops.txt", Stop).ToDictionary(stop => stop.Id);
        return new GtfsFeed(
            Rows(open, "agency.txt", Zone).FirstOrDefault() ?? throw new FileProblem("agency.txt", 2, "there is no agency."), stops,
            Trips(open, stops), Calendars(open), Rows(open, "transfers.txt", row => Transfer(row, stops), required: false).OfType<GtfsTransfer>().ToList());
    }

    private static List<GtfsTrip> Trips(Func<string, TextReader?> open, Dictionary<string, GtfsStop> stops)
    {
        var calls = new Dictionary<string, List<(int Sequence, GtfsCall Call)>>();
        foreach (var (trip, sequence, call) in Rows(open, "stop_times.txt", row => StopTime(row, stops)))
        {
            if (!calls.TryGetValue(trip, out var list)) calls[trip] = list = [];
            list.Add((sequence, call));
        }

        return Rows(open, "trips.txt", row =>
        {
            var id = row.Text("trip_id");
            var its = calls.GetValueOrDefault(id, []).OrderBy(call => call.Sequence).Select(call => call.Call).ToList();
            return new GtfsTrip(id, row.Optional("route_id"), row.Text("service_id"), row.Optional("trip_headsign"), its) { Line = row.Line };
        }).ToList();
    }

    private static Dictionary<string, GtfsCalendar> Calendars(Func<string, TextReader?> open)
    {
        var calendars = new Dictionary<string, GtfsCalendar>();
        foreach (var (service, from, to, days) in Rows(open, "calendar.txt", Regular, required: false)) Of(service).Regular(from, to, days);
        foreach (var (service, date, operates) in Rows(open, "calendar_dates.txt", Exception, required: false)) Of(service).Except(date, operates);
        return calendars;

        GtfsCalendar Of(string service) => calendars.TryGetValue(service, out var known) ? known : calendars[service] = new GtfsCalendar();
    }

    private static GtfsStop Stop(CsvTable row) => new(
        row.Text("stop_id"), row.Optional("stop_name"), Degrees(row, "stop_lat", 90), Degrees(row, "stop_lon", 180),
        row.Optional("parent_station") is { Length: > 0 } parent ? parent : null);

    private static DateTimeZone Zone(CsvTable row) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(row.Text("agency_timezone"))
        ?? throw row.Wrong($"agency_timezone {row.Text("agency_timezone")} is no IANA time zone.");

    private static (string Trip, int Sequence, GtfsCall Call) StopTime(CsvTable row, Dictionary<string, GtfsStop> stops) => (
        row.Text("trip_id"), Number(row, "stop_sequence"), new GtfsCall(Known(row, "stop_id", stops), Time(row, "arrival_time"), Time(row, "departure_time")));

    // Only type 2 gives a time; the others say that a change is recommended, waited for or impossible.
    private static GtfsTransfer? Transfer(CsvTable row, Dictionary<string, GtfsStop> stops) => row.Optional("transfer_type") == "2"
        ? new GtfsTransfer(Known(row, "from_stop_id", stops), Known(row, "to_stop_id", stops), Number(row, "min_transfer_time"))
        : null;

    private static (string Service, LocalDate From, LocalDate To, IEnumerable<int> Days) Regular(CsvTable row) => (
        row.Text("service_id"), Date(row, "start_date"), Date(row, "end_date"),
        Enumerable.Range(0, 7).Where(day => row.Text(Days[day]) == "1").Select(day => day + 1).ToList());

    private static (string Service, LocalDate Date, bool Operates) Exception(CsvTable row) => (
        row.Text("service_id"), Date(row, "date"), row.Text("exception_type") switch
        {
            "1" => true,
            "2" => false,
            var other => throw row.Wrong($"exception_type is {other}; it is 1 for added or 2 for removed."),
        });

    private static string Known(CsvTable row, string column, Dictionary<string, GtfsStop> stops) =>
        row.Text(column) is var id && stops.ContainsKey(id) ? id : throw row.Wrong($"{column} names stop {id}, which is not in stops.txt.");

    private static LocalDate Date(CsvTable row, string column) =>
        Compact.Parse(row.Text(column)) is { Success: true } date ? date.Value : throw row.Wrong($"{column} is no date such as 20190331.");

    private static int Number(CsvTable row, string column) => int.TryParse(row.Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw row.Wrong($"{column} is no whole number.");

    private static double Degrees(CsvTable row, string column, double most) =>
        double.TryParse(row.Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most
            ? degrees
            : throw row.Wrong($"{column} is no number of degrees up to {most}.");

    /// <summary>HH:MM:SS, the hours as far past 24 as the run goes on.</summary>
    private static int Time(CsvTable row, string column)
    {
        var parts = row.Text(column).Split(':');
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours < 1000
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes < 60
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 60
                ? (hours * 3600) + (minutes * 60) + seconds
                : throw row.Wrong($"{column} is no time such as 06:31:00.");
    }

    private static IEnumerable<T> Rows<T>(Func<string, TextReader?> open, string file, Func<CsvTable, T> parse, bool required = true)
    {
        using var text = open(file);
        if (text is null)
        {
            if (required) throw new FileProblem(file, 1, "the feed has no such file.");
            yield break;
        }

        var table = new CsvTable(file, text);
        while (table.Next()) yield return parse(table);
    }
}
