using NodaTime;

namespace Logistics.Routing.Network.Gtfs;

/// <summary>What planning needs of a feed of the General Transit Feed Specification, as it stands in its files.</summary>
/// <param name="Zone">Of the first agency; all times of a feed are in one.</param>
internal sealed record GtfsFeed(
    DateTimeZone Zone,
    IReadOnlyDictionary<string, GtfsStop> Stops,
    IReadOnlyList<GtfsTrip> Trips,
    IReadOnlyDictionary<string, GtfsCalendar> Calendars,
    IReadOnlyList<GtfsTransfer> Transfers);

/// <param name="Parent">The station that a platform belongs to; else null.</param>
internal sealed record GtfsStop(string Id, string Name, double Latitude, double Longitude, string? Parent)
{
    /// <summary>Where goods are when they are at this stop.</summary>
    internal string Node => Parent ?? Id;
}

/// <param name="Calls">In order of their sequence.</param>
internal sealed record GtfsTrip(string Id, string RouteId, string ServiceId, string Name, IReadOnlyList<GtfsCall> Calls)
{
    /// <summary>In trips.txt.</summary>
    internal int Line { get; init; }

    /// <summary>Whether it is never somewhere before it was where it came from.</summary>
    internal bool RunsForward()
    {
        for (var i = 0; i < Calls.Count; i++)
        {
            if (Calls[i].Departure < Calls[i].Arrival || (i > 0 && Calls[i].Arrival < Calls[i - 1].Departure)) return false;
        }

        return true;
    }
}

/// <summary>Seconds after noon minus 12 hours of the service day.</summary>
internal readonly record struct GtfsCall(string StopId, int Arrival, int Departure);

internal readonly record struct GtfsTransfer(string FromStopId, string ToStopId, int MinSeconds);

/// <summary>Weekdays within a range of dates, and exceptions on single dates that go before them.</summary>
internal sealed class GtfsCalendar
{
    private readonly bool[] weekdays = new bool[8];
    private readonly Dictionary<LocalDate, bool> exceptions = [];

    internal LocalDate From { get; private set; }

    internal LocalDate To { get; private set; }

    internal IReadOnlyDictionary<LocalDate, bool> Exceptions => exceptions;

    internal IEnumerable<int> Weekdays => Enumerable.Range(1, 7).Where(day => weekdays[day]);

    internal bool OperatesOn(LocalDate date) => exceptions.TryGetValue(date, out var operates)
        ? operates
        : date >= From && date <= To && weekdays[(int)date.DayOfWeek];

    internal void Regular(LocalDate from, LocalDate to, IEnumerable<int> days)
    {
        (From, To) = (from, to);
        foreach (var day in days) weekdays[day] = true;
    }

    internal void Except(LocalDate date, bool operates) => exceptions[date] = operates;
}
