using System.Globalization;
using System.IO.Compression;
using NodaTime;

namespace Logistics.Routing.Oracle;

/// <summary>
/// A feed under the rules of the timetable queries, read by hand: nodes are parent stations, times count from local noon minus 12
/// hours, trips whose times run backwards are passed over, a transfer of a station to itself is its change time, others are walks.
/// </summary>
public sealed class OracleFeed
{
    private readonly Func<string, IEnumerable<Dictionary<string, string>>> rows;
    private readonly DateTimeZone zone;

    private OracleFeed(Func<string, IEnumerable<Dictionary<string, string>>> rows, LocalDate from, LocalDate to, int change)
    {
        this.rows = rows;
        zone = DateTimeZoneProviders.Tzdb[rows("agency.txt").First()["agency_timezone"]];
        Start = Noon(from);
        var stops = rows("stops.txt").ToDictionary(row => row["stop_id"], row => row.GetValueOrDefault("parent_station", "") is { Length: > 0 } parent ? parent : row["stop_id"]);
        Stops = stops.Values.Distinct().Order(StringComparer.Ordinal).ToList();
        var transfers = rows("transfers.txt").Select(row => (From: stops[row["from_stop_id"]], To: stops[row["to_stop_id"]], Seconds: int.Parse(row["min_transfer_time"], CultureInfo.InvariantCulture))).ToList();
        var changes = transfers.Where(row => row.From == row.To).ToDictionary(row => row.From, row => row.Seconds);
        Timetable = new OracleTimetable(Runs(stops, from, to), transfers.Where(row => row.From != row.To), stop => changes.GetValueOrDefault(stop, change));
    }

    public Instant Start { get; }

    public IReadOnlyList<string> Stops { get; }

    public OracleTimetable Timetable { get; }

    /// <param name="path">Folder or zip file.</param>
    public static OracleFeed Read(string path, LocalDate from, LocalDate to, int change)
    {
        var texts = new Dictionary<string, string>();
        if (Directory.Exists(path))
        {
            foreach (var file in Directory.GetFiles(path)) texts[Path.GetFileName(file)] = File.ReadAllText(file);
        }
        else
        {
            using var zip = ZipFile.OpenRead(path);
            foreach (var entry in zip.Entries)
            {
                using var reader = new StreamReader(entry.Open());
                texts[entry.Name] = reader.ReadToEnd();
            }
        }

        return new OracleFeed(name => Rows(texts.GetValueOrDefault(name, "")), from, to, change);
    }

    private Instant Noon(LocalDate day) => (day + new LocalTime(12, 0)).InZoneStrictly(zone).ToInstant() - Duration.FromHours(12);

    private List<OracleTrip> Runs(Dictionary<string, string> stops, LocalDate from, LocalDate to)
    {
        var days = OperatingDays(from, to);
        var calls = rows("stop_times.txt").GroupBy(row => row["trip_id"]).ToDictionary(
            trip => trip.Key,
            trip => trip.OrderBy(row => int.Parse(row["stop_sequence"], CultureInfo.InvariantCulture))
                .Select(row => (Stop: stops[row["stop_id"]], Arrival: Seconds(row["arrival_time"]), Departure: Seconds(row["departure_time"]))).ToList());
        var runs = new List<OracleTrip>();
        foreach (var trip in rows("trips.txt"))
        {
            if (!calls.TryGetValue(trip["trip_id"], out var its) || Backwards(its)) continue;
            foreach (var day in days.GetValueOrDefault(trip["service_id"], []))
            {
                var shift = (int)(Noon(day) - Start).TotalSeconds;
                runs.Add(new OracleTrip(its.Select(call => (call.Stop, call.Arrival + shift, call.Departure + shift)).ToList()));
            }
        }

        return runs;
    }

    private Dictionary<string, SortedSet<LocalDate>> OperatingDays(LocalDate from, LocalDate to)
    {
        var days = new Dictionary<string, SortedSet<LocalDate>>();
        foreach (var row in rows("calendar.txt"))
        {
            days[row["service_id"]] = [];
            for (var day = from; day <= to; day = day.PlusDays(1))
            {
                var name = day.DayOfWeek.ToString().ToLowerInvariant();
                if (row[name] == "1" && day >= Date(row["start_date"]) && day <= Date(row["end_date"])) days[row["service_id"]].Add(day);
            }
        }

        foreach (var row in rows("calendar_dates.txt"))
        {
            var day = Date(row["date"]);
            if (day < from || day > to) continue;
            if (!days.TryGetValue(row["service_id"], out var its)) days[row["service_id"]] = its = [];
            if (row["exception_type"] == "1") its.Add(day);
            else its.Remove(day);
        }

        return days;
    }

    private static bool Backwards(List<(string Stop, int Arrival, int Departure)> calls)
    {
        var times = calls.SelectMany(call => new[] { call.Arrival, call.Departure }).ToList();
        return times.Zip(times.Skip(1)).Any(pair => pair.Second < pair.First);
    }

    private static LocalDate Date(string text) => new(Digits(text[..4]), Digits(text[4..6]), Digits(text[6..]));

    private static int Seconds(string text) => text.Split(':') is [var h, var m, var s] ? (Digits(h) * 3600) + (Digits(m) * 60) + Digits(s) : throw new FormatException(text);

    private static int Digits(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<Dictionary<string, string>> Rows(string text)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Fields(line.TrimEnd('\r'))).ToList();
        return lines.Skip(1).Select(fields => lines[0].Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    private static List<string> Fields(string line)
    {
        var parts = line.Split('"');
        // Outside quotation marks are the even parts.
        return string.Concat(parts.Select((part, i) => i % 2 == 0 ? part.Replace(',', '\u0001') : part)).Split('\u0001').ToList();
    }
}
