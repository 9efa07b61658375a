using Logistics.Hosting.Grpc;
using Logistics.Routing.Network.Files;
using Logistics.Routing.V1;
using NodaTime;
using NodaTime.Text;

namespace Logistics.Routing.Network.Gtfs;

/// <summary>
/// The trips of a feed as services of one carrier. Seconds become minutes to the safe side: arrivals up, departures down, but never
/// before the arrival.
/// </summary>
internal static class GtfsServices
{
    internal static List<Sourced<CarrierService>> Of(GtfsFeed feed, GtfsImport import)
    {
        var (from, to) = (NetworkRequests.Date(import.ValidFrom, "gtfs.valid_from"), NetworkRequests.Date(import.ValidTo, "gtfs.valid_to"));
        if (to < from || to > from.PlusYears(3)) throw Check.Invalid("gtfs.valid_to", "must be from valid_from to 3 years after it.");
        var services = new List<Sourced<CarrierService>>();
        foreach (var trip in feed.Trips)
        {
            var calls = trip.RunsForward() ? CallsOf(feed, trip, import) : [];
            if (calls.Count < 2 || !feed.Calendars.TryGetValue(trip.ServiceId, out var calendar)) continue;
            var service = new CarrierService
            {
                Id = $"{import.CarrierId}.{trip.Id}",
                CarrierId = import.CarrierId,
                Name = trip.Name.Length > 0 ? trip.Name : trip.Id,
                Mode = import.Mode,
                Calls = { calls },
                Weekdays = { calendar.Weekdays },
                ValidFrom = LocalDatePattern.Iso.Format(from),
                ValidTo = LocalDatePattern.Iso.Format(to),
                CapacityKg = import.CapacityKg,
                Exceptions = { Exceptions(calendar, from, to) },
            };
            if (Operates(calendar, from, to)) services.Add(new("trips.txt", trip.Line, service, []));
        }

        if (services.Count == 0) throw new FileProblem("trips.txt", 1, "no trip calls at two mapped hubs on a day of the validity.");
        return services;
    }

    private static List<ServiceCall> CallsOf(GtfsFeed feed, GtfsTrip trip, GtfsImport import)
    {
        var calls = new List<ServiceCall>();
        foreach (var call in trip.Calls)
        {
            if (!import.HubOfStop.TryGetValue(call.StopId, out var hub) && !import.HubOfStop.TryGetValue(feed.Stops[call.StopId].Node, out hub)) continue;
            if (calls.Count > 0 && calls[^1].HubId == hub) continue;
            var arrival = (call.Arrival + 59) / 60;
            calls.Add(new ServiceCall { HubId = hub, ArrivalMinutes = arrival, DepartureMinutes = Math.Max(arrival, call.Departure / 60) });
        }

        return calls;
    }

    // A weekday of the feed counts only within the feed's own validity.
    private static IEnumerable<ServiceException> Exceptions(GtfsCalendar calendar, LocalDate from, LocalDate to) => Days(from, to)
        .Where(day => calendar.OperatesOn(day) != calendar.Weekdays.Contains((int)day.DayOfWeek))
        .Select(day => new ServiceException { Date = LocalDatePattern.Iso.Format(day), Operates = calendar.OperatesOn(day) });

    private static bool Operates(GtfsCalendar calendar, LocalDate from, LocalDate to) => Days(from, to).Any(calendar.OperatesOn);

    private static IEnumerable<LocalDate> Days(LocalDate from, LocalDate to) =>
        Enumerable.Range(0, Period.DaysBetween(from, to) + 1).Select(from.PlusDays);
}
